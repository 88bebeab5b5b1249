import { describe, expect, it } from 'vitest';
import { ariaKeys, glyphs, pressed, SHORTCUTS } from '../../src/sidebar/shortcuts';

const key = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init);

describe('a shortcut', () => {
  it('is the command key on a Mac and Control elsewhere, never both', () => {
    expect(pressed(key({ key: 'Enter', metaKey: true }), 'send', true)).toBe(true);
    expect(pressed(key({ key: 'Enter', ctrlKey: true }), 'send', true)).toBe(false);
    expect(pressed(key({ key: 'Enter', ctrlKey: true }), 'send', false)).toBe(true);
    expect(pressed(key({ key: 'Enter' }), 'send', false)).toBe(false);
    expect(pressed(key({ key: 'Z', ctrlKey: true, shiftKey: true }), 'undo', false)).toBe(false);
  });

  it('is never part of composing a character', () => {
    expect(pressed(key({ key: 'Enter', ctrlKey: true, isComposing: true }), 'send', false)).toBe(
      false,
    );
  });

  it('with Alt goes by the physical key, since layouts put other characters there', () => {
    expect(pressed(key({ key: '˜', code: 'KeyN', altKey: true }), 'note', true)).toBe(true);
  });

  it('is "/" also where that takes Shift', () => {
    expect(pressed(key({ key: '/', shiftKey: true }), 'templates', false)).toBe(true);
  });

  it('is shown as the keyboard shows it, and read as ARIA says it', () => {
    expect(glyphs(SHORTCUTS.send.keys, true)).toBe('⌘↵');
    expect(glyphs(SHORTCUTS.send.keys, false)).toBe('Ctrl ↵');
    expect(ariaKeys('send', true)).toBe('Meta+Enter');
    expect(ariaKeys('send', false)).toBe('Control+Enter');
  });
});
