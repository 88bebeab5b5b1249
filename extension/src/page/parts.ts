/** The visible parts of the host element: rail, separator and frame, made without any HTML text. */
import type { Look } from '../boot';
import { browser } from '../chrome';
import { WIDTH } from '../messages';


const SVG = 'http://www.w3.org/2000/svg';

function mark(paths: string[]): SVGElement {
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
  for (const d of paths) {
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
export function makeParts(look: Look): Parts & { root: ShadowRoot } {
  const host = document.createElement('threadside-sidebar');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look.style);
  root.adoptedStyleSheets = [sheet];

  const rail = document.createElement('button');
  rail.type = 'button';
  rail.title = look.open;
  rail.setAttribute('aria-label', look.open);
  rail.append(mark(look.mark));

  const grip = document.createElement('div');
  grip.className = 'grip';
  grip.tabIndex = 0;
  grip.setAttribute('role', 'separator');
  grip.setAttribute('aria-orientation', 'vertical');
  grip.setAttribute('aria-label', look.width);
  grip.setAttribute('aria-valuemin', String(WIDTH.min));
  grip.setAttribute('aria-valuemax', String(WIDTH.max));

  const frame = document.createElement('iframe');
  frame.title = 'Threadside';
  frame.allow = 'clipboard-write';
  frame.src = browser.runtime.getURL('sidebar.html');

  root.append(rail, grip);
  return { host, root, rail, grip, frame };
}
