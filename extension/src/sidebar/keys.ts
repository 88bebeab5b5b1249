/** What the keys do around the composer. One listener for the whole document of the sidebar. */
import { useEffect, useRef } from 'preact/hooks';
import { pressed, type Shortcut } from './shortcuts';

/** The composer at this moment; a function that is null is not possible now. */
export interface Keyboard {
  /** The message's field, if it is on screen. */
  field: Element | null;
  /** Nothing is written. */
  empty: boolean;
  send(): void;
  /** Leave what is open; false gives the focus back to the page. */
  escape(): boolean;
  blur(): void;
  note: (() => void) | null;
  templates: (() => void) | null;
  undo: (() => boolean) | null;
  plain: (() => boolean) | null;
}

type Does = (event: KeyboardEvent, typing: boolean) => boolean;

function table(now: Keyboard): [Shortcut, Does][] {
  return [
    [
      'send',
      () => {
        now.send();
        return true;
      },
    ],
    [
      'escape',
      (event) => {
        if (now.escape()) return true;
        if (event.target instanceof HTMLElement) event.target.blur();
        now.blur();
        return true;
      },
    ],
    [
      'note',
      () => {
        now.note?.();
        return now.note !== null;
      },
    ],
    [
      'templates',
      (_event, typing) => {
        // In the middle of a text it is a slash like any other.
        if (now.templates === null || (typing && !now.empty)) return false;
        now.templates();
        return true;
      },
    ],
    // With nothing written the newest text, else what was mended in the words.
    ['undo', () => now.undo?.() ?? false],
    ['plain', () => now.plain?.() ?? false],
  ];
}

/** In another field (a menu, a search) only these work. */
const ANYWHERE: readonly Shortcut[] = ['send', 'escape'];

function handle(event: KeyboardEvent, now: Keyboard): void {
  const on = event.target instanceof HTMLElement ? event.target : null;
  if (event.defaultPrevented || on?.closest('dialog, .picker')) return;
  const typing = on?.matches('textarea, input, select') ?? false;
  const elsewhere = typing && on !== now.field;
  for (const [shortcut, does] of table(now)) {
    if (!pressed(event, shortcut) || (elsewhere && !ANYWHERE.includes(shortcut))) continue;
    if (does(event, typing)) event.preventDefault();
    return;
  }
}

/** Listens while the component lives; `situation` is asked at each key. */
export function useKeyboard(situation: () => Keyboard): void {
  const latest = useRef(situation);
  latest.current = situation;
  useEffect(() => {
    const life = new AbortController();
    document.addEventListener('keydown', (event) => handle(event, latest.current()), {
      signal: life.signal,
    });
    return () => life.abort();
  }, []);
}
