/**
 * How our element in the page looks. Data: the build writes it beside the worker, and it travels
 * with the `boot` answer, so that the content script stays small.
 */
import { RAIL, WIDTH } from '../boot';

/**
 * In a shadow tree `!important` on the host outweighs every rule of the page around it, its inline
 * and important ones as well (CSS Cascade 5, 6.1): the page can remove the element, not restyle it.
 */
// The grip keeps off the frame: to IntersectionObserver v2, which guards the Send button, a frame that
// anything overlaps hides all that is in it.
const STYLE = `
:host { all: initial !important; display: block !important; position: fixed !important;
  z-index: 2147483647 !important; color-scheme: light dark !important; }
@media print { :host { display: none !important; } }
[hidden] { display: none !important; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0;
  background: light-dark(#fff, #15181d); box-shadow: -1px 0 0 light-dark(#e1e4ea, #2d343f); }
.grip { position: absolute; inset-block: 0; inset-inline-start: -7px; width: 7px; cursor: ew-resize;
  z-index: 1; touch-action: none; }
.grip:hover, .grip:focus-visible, .grip.on { outline: none;
  background: linear-gradient(90deg, transparent 4px, light-dark(#3046c5, #8ea2ff) 4px); }
.on + iframe { pointer-events: none; }
button { all: unset; box-sizing: border-box; width: ${RAIL.width}px; height: ${RAIL.height}px;
  display: grid; place-items: center; cursor: pointer; border-radius: 10px 0 0 10px;
  background: light-dark(#fff, #15181d); color: light-dark(#3046c5, #8ea2ff);
  border: 1px solid light-dark(#c9ced8, #3a424f); border-inline-end: 0; }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.6; }
button:hover { background: light-dark(#e9ecfd, #232a4d); }
button:focus-visible { outline: 2px solid light-dark(#3046c5, #8ea2ff); outline-offset: -3px; }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`;

/** The mark of the product, on a grid of 20. */
const MARK = [
  'M4 4.5h12a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-5l-3.6 3v-3H4A1.5 1.5 0 0 1 2.5 12V6A1.5 1.5 0 0 1 4 4.5z',
  'M13.5 4.5v9',
];

export const LOOK = {
  style: STYLE,
  mark: MARK,
  drawing: { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
  grip: {
    class: 'grip',
    tabindex: '0',
    role: 'separator',
    'aria-orientation': 'vertical',
    'aria-valuemin': String(WIDTH.min),
    'aria-valuemax': String(WIDTH.max),
  },
  frame: { title: 'Threadside', allow: 'clipboard-write' },
};
