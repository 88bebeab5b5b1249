/** The visible parts of the host element: rail, separator and frame, made without any HTML text. */
import { browser } from '../chrome';
import { WIDTH } from '../messages';
import { t } from '../words';

export const RAIL = { width: 44, height: 120 } as const;

const STYLE = `
:host { all: initial; color-scheme: light dark; }
[hidden] { display: none !important; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0;
  background: light-dark(#fff, #15181d); box-shadow: -1px 0 0 light-dark(#e1e4ea, #2d343f); }
.grip { position: absolute; inset-block: 0; inset-inline-start: -4px; width: 8px; cursor: ew-resize;
  z-index: 1; touch-action: none; }
.grip:hover, .grip:focus-visible, .grip.on { outline: none;
  background: linear-gradient(90deg, transparent 3px, light-dark(#3046c5, #8ea2ff) 3px 5px, transparent 5px); }
.on + iframe { pointer-events: none; }
button { all: unset; box-sizing: border-box; width: ${RAIL.width}px; height: ${RAIL.height}px;
  display: grid; place-items: center; cursor: pointer; border-radius: 10px 0 0 10px;
  background: light-dark(#fff, #15181d); color: light-dark(#3046c5, #8ea2ff);
  border: 1px solid light-dark(#c9ced8, #3a424f); border-inline-end: 0; }
button:hover { background: light-dark(#e9ecfd, #232a4d); }
button:focus-visible { outline: 2px solid light-dark(#3046c5, #8ea2ff); outline-offset: -3px; }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`;

const SVG = 'http://www.w3.org/2000/svg';
const MARK = [
  'M4 4.5h12a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-5l-3.6 3v-3H4A1.5 1.5 0 0 1 2.5 12V6A1.5 1.5 0 0 1 4 4.5z',
  'M13.5 4.5v9',
];

function mark(document: Document): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 20 20',
    width: '22',
    height: '22',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.6',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value);
  }
  for (const d of MARK) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg as SVGElement;
}

export interface Parts {
  host: HTMLElement;
  rail: HTMLButtonElement;
  grip: HTMLElement;
  frame: HTMLIFrameElement;
}

/** The elements, not yet in the page; the frame is added to `root` when it is first opened. */
export function makeParts(document: Document): Parts & { root: ShadowRoot } {
  const host = document.createElement('threadside-sidebar');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const rail = document.createElement('button');
  rail.type = 'button';
  rail.title = t('page.open');
  rail.setAttribute('aria-label', t('page.open'));
  rail.append(mark(document));

  const grip = document.createElement('div');
  grip.className = 'grip';
  grip.tabIndex = 0;
  grip.setAttribute('role', 'separator');
  grip.setAttribute('aria-orientation', 'vertical');
  grip.setAttribute('aria-label', t('page.width'));
  grip.setAttribute('aria-valuemin', String(WIDTH.min));
  grip.setAttribute('aria-valuemax', String(WIDTH.max));

  const frame = document.createElement('iframe');
  frame.title = 'Threadside';
  frame.allow = 'clipboard-write';
  frame.src = browser.runtime.getURL('sidebar.html');

  root.append(rail, grip);
  return { host, root, rail, grip, frame };
}
