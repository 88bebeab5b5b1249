import { describe, expect, it, vi } from 'vitest';
import { WIDTH } from '../../src/boot';
import { resizable, widthAfterKey } from '../../src/page/resize';

function grip() {
  const element = document.createElement('div');
  element.setPointerCapture = vi.fn();
  let width = 400;
  const resize = vi.fn((next: number) => {
    width = next;
  });
  const life = new AbortController();
  resizable(element, { width: () => width, resize }, life.signal);
  const fire = (event: Event) => element.dispatchEvent(event);
  return { fire, resize, life, element };
}
const pointer = (kind: string, clientX: number) => new MouseEvent(kind, { clientX, button: 0 });

describe('the separator', () => {
  it('widens to the left, narrows to the right, and knows its ends', () => {
    expect(widthAfterKey('ArrowLeft', 400)).toBe(416);
    expect(widthAfterKey('ArrowRight', 400)).toBe(384);
    expect(widthAfterKey('Home', 400)).toBe(WIDTH.min);
    expect(widthAfterKey('End', 400)).toBe(WIDTH.max);
    expect(widthAfterKey('a', 400)).toBeUndefined();
  });

  it('follows the pointer, and settles when it is let go', () => {
    const { fire, resize, element } = grip();
    fire(pointer('pointerdown', 1000));
    fire(pointer('pointermove', 950));
    expect(resize).toHaveBeenLastCalledWith(450, false);
    expect(element.className).toBe('grip on');
    fire(pointer('pointerup', 950));
    expect(resize).toHaveBeenLastCalledWith(450, true);
    fire(pointer('pointermove', 100));
    expect(resize).toHaveBeenCalledTimes(2);
  });

  it('goes back to the normal width by a double click', () => {
    const { fire, resize } = grip();
    fire(new MouseEvent('dblclick'));
    expect(resize).toHaveBeenCalledExactlyOnceWith(WIDTH.normal, true);
  });

  it('keeps its keys from the page, and leaves the others to it', () => {
    const { fire } = grip();
    const own = new KeyboardEvent('keydown', { key: 'ArrowLeft', cancelable: true });
    const other = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    fire(own);
    fire(other);
    expect([own.defaultPrevented, other.defaultPrevented]).toEqual([true, false]);
  });
});
