/** The visible parts of the host element: rail, separator and frame, made without any HTML text. */
import type { Attributes, Look } from '../boot';
import { browser } from '../chrome';

export interface Parts {
  host: HTMLElement;
  root: ShadowRoot;
  /** Rules for the host's place and size. */
  moving: CSSStyleSheet;
  rail: HTMLElement;
  grip: HTMLElement;
  frame: HTMLIFrameElement;
}

/** Our element's attribute. */
export const MARKER = 'data-threadside';

const SVG = 'http://www.w3.org/2000/svg';

function make(name: string, attributes: Attributes, ...children: Element[]): HTMLElement {
  const element = /svg|path/.test(name)
    ? (document.createElementNS(SVG, name) as Element)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element as HTMLElement;
}

/** The elements, not yet in the page; the frame is added to `root` when it is first opened. */
export function makeParts(look: Look): Parts {
  // No custom element: a page that defines its name first is handed the closed root.
  const host = make('div', { [MARKER]: '' });
  const root = host.attachShadow({ mode: 'closed' });
  const fixed = new CSSStyleSheet();
  const moving = new CSSStyleSheet();
  fixed.replaceSync(look.style);
  root.adoptedStyleSheets = [fixed, moving];

  const rail = make(
    'button',
    look.rail,
    make('svg', look.drawing, ...look.mark.map((d) => make('path', { d }))),
  );
  const grip = make('div', look.grip);
  const frame = make('iframe', {
    ...look.frame,
    src: browser.runtime.getURL('sidebar.html'),
  }) as HTMLIFrameElement;

  root.append(rail, grip);
  return { host, root, moving, rail, grip, frame };
}
