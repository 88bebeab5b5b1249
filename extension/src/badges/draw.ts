/**
 * One badge: a point without a size in the line of the number, and a button in a closed shadow root
 * that hangs from it. The page can see that there is one, and neither read nor restyle it.
 */
import type { Said } from './say';

export interface Drawn {
  readonly host: HTMLElement;
  readonly button: HTMLElement;
  show(what: Said, scheme: 'light' | 'dark'): void;
  /** Where there is no room for words: a dot, and so many pixels to the side. */
  fit(small: boolean, aside: number): void;
}

/** See worker/look.ts on `!important`. The colours are those of static/tokens.css. */
const STYLE = `
:host { all: initial !important; display: inline-block !important; position: relative !important;
  width: 0 !important; height: 0 !important; font-size: inherit !important; }
@media print { :host { display: none !important; } }
.at { position: absolute; top: -.35em; inset-inline-start: 6px; color-scheme: light; }
.dark { color-scheme: dark; }
button { all: unset; box-sizing: border-box; position: absolute; display: flex; gap: 5px;
  align-items: center; height: 18px; min-width: 18px; padding: 0 6px; translate: 0 -50%;
  border-radius: 9px; white-space: nowrap; cursor: pointer; justify-content: center;
  font: 600 11px/1 system-ui, sans-serif; background: light-dark(#eceef2, #2d343f);
  color: light-dark(#4a5260, #c3c9d4); }
button::after { content: ""; position: absolute; inset: -3px; }
button.waits { background: light-dark(#fdf3dc, #362c16); color: light-dark(#7a4d00, #f0c066);
  box-shadow: inset 0 0 0 1px light-dark(#e8cf97, #5c4a22); }
button:hover { filter: brightness(.95); }
button:focus-visible { outline: 2px solid light-dark(#3046c5, #8ea2ff); outline-offset: 1px; }
.owner { font-weight: 400; }
.unread { box-sizing: border-box; min-width: 14px; height: 14px; padding: 0 4px; text-align: center;
  margin-inline-end: -4px; border-radius: 7px; font-size: 10px; line-height: 14px;
  background: light-dark(#3046c5, #8ea2ff); color: light-dark(#fff, #10142b); }
.unread:first-child { margin-inline-start: -4px; }
.out { width: 8px; height: 8px; border: 1.5px solid light-dark(#b3261e, #ff8f86);
  border-radius: 50%; background: linear-gradient(45deg, transparent 42%,
  light-dark(#b3261e, #ff8f86) 42% 58%, transparent 58%); }
.small { min-width: 0; width: 10px; height: 10px; padding: 0; background: light-dark(#8a93a3, #9ca5b3); }
.small.waits { background: light-dark(#b87a00, #f0c066); box-shadow: none; }
.small.new { background: light-dark(#3046c5, #8ea2ff); }
.small > * { display: none; }
@media (forced-colors: active) { button { border: 1px solid ButtonText; } }
`;

let sheet: CSSStyleSheet | null = null;

function style(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

/** What would also be taken for a press on the row behind the badge. */
const PRESSES =
  'click dblclick pointerdown pointerup mousedown mouseup touchstart touchend keydown keyup'.split(
    ' ',
  );

/** A badge that is not in the page yet. `pressed` by a person, never by a script of the page. */
export function makeBadge(title: string, pressed: () => void): Drawn {
  const host = document.createElement('span');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [style()];
  const at = document.createElement('span');
  const button = document.createElement('button');
  button.type = 'button';
  button.title = title;
  at.append(button);
  root.append(at);

  for (const kind of PRESSES) button.addEventListener(kind, (event) => event.stopPropagation());
  button.addEventListener('click', (event) => {
    event.preventDefault(); // where it stands in a link, that link would dial
    if (event.isTrusted) pressed();
  });

  const part = (name: string, words: string): Element[] => {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = words;
    return words === '' && name !== 'out' ? [] : [span];
  };

  return {
    host,
    button,
    show(what, scheme) {
      at.className = `at ${scheme}`;
      button.className = [what.age && 'waits', what.unread && 'new'].filter(Boolean).join(' ');
      button.setAttribute('aria-label', what.label);
      button.replaceChildren(
        ...part('age', what.age),
        ...(what.out ? part('out', '') : []),
        ...part('owner', what.initials),
        ...part('unread', what.unread),
      );
    },
    fit(small, aside) {
      button.classList.toggle('small', small);
      button.style.transform = aside === 0 ? '' : `translateX(${aside}px)`;
    },
  };
}
