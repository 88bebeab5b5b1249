/** The one table of keys. Handlers and the list for the rep both read it. */
import type { WordKey } from '../words';

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

export const SHORTCUTS = {
  send: { keys: 'Mod+Enter', says: 'sidebar.keys.send' },
  templates: { keys: '/', says: 'sidebar.keys.templates' },
  note: { keys: 'Alt+n', says: 'sidebar.keys.note' },
  plain: { keys: 'Alt+p', says: 'sidebar.keys.plain' },
  why: { keys: 'Alt+w', says: 'sidebar.keys.why' },
  undo: { keys: 'Mod+z', says: 'sidebar.keys.undo' },
  escape: { keys: 'Escape', says: 'sidebar.keys.escape' },
  choose: { keys: '1–9', says: 'sidebar.keys.choose' },
} as const satisfies Record<string, { keys: string; says: WordKey }>;

export type Shortcut = Exclude<keyof typeof SHORTCUTS, 'choose'>;

/** Whether a key press is this shortcut. Composing (IME) presses never are. */
export function pressed(event: KeyboardEvent, shortcut: Shortcut, mac = MAC): boolean {
  if (event.isComposing) return false;
  const parts: string[] = SHORTCUTS[shortcut].keys.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  // With Alt held, some layouts type another character: the physical key decides.
  const hit =
    event.key.toLowerCase() === key.toLowerCase() ||
    (parts.includes('Alt') && event.code === `Key${key.toUpperCase()}`);
  return (
    hit &&
    event.metaKey === (mod && mac) &&
    event.ctrlKey === (mod && !mac) &&
    event.altKey === parts.includes('Alt') &&
    (!event.shiftKey || key === '/')
  );
}

/** As ARIA writes it: `Control+Enter`. */
export function ariaKeys(shortcut: Shortcut, mac = MAC): string {
  return SHORTCUTS[shortcut].keys.replace('Mod', mac ? 'Meta' : 'Control');
}

/** As a keyboard shows it: `⌘↵` or `Ctrl ↵`. */
export function glyphs(keys: string, mac = MAC): string {
  return keys
    .split('+')
    .map((part) => GLYPHS[part]?.[mac ? 0 : 1] ?? part.toUpperCase())
    .join(mac ? '' : ' ');
}

const GLYPHS: Record<string, [mac: string, other: string]> = {
  Mod: ['⌘', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Enter: ['↵', '↵'],
  Escape: ['esc', 'Esc'],
};
