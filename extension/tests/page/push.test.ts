import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseLayout, NARROWEST_VIEWPORT, push, sticksOut } from '../../src/page/push';

const root = document.documentElement;
const margin = () => root.style.getPropertyValue('margin-inline-end');

/** The page reaches this far before and after it was pushed. */
function reaches(before: number, after: number): void {
  vi.spyOn(document.body, 'scrollWidth', 'get').mockImplementation(() =>
    margin().includes('384') ? after : before,
  );
  vi.stubGlobal('innerWidth', 1440);
}

afterEach(() => root.removeAttribute('style'));

describe('the room for the sidebar', () => {
  it('is made where the window is wide enough, and the site gives way', () => {
    expect(chooseLayout(1440, 'margin', 'margin')).toBe('margin');
    expect(chooseLayout(NARROWEST_VIEWPORT - 1, 'margin', 'margin')).toBe('overlay');
    expect(chooseLayout(1440, 'overlay', 'margin')).toBe('overlay');
    expect(chooseLayout(1440, 'margin', 'overlay')).toBe('overlay');
  });

  it('was not made where a page that fitted sticks out now', () => {
    expect(sticksOut(1440, 1440, 1440, 384)).toBe(true);
    expect(sticksOut(1440, 1056, 1440, 384)).toBe(false);
    expect(sticksOut(2000, 2000, 1440, 384)).toBe(false);
  });

  it('comes on top of the margin that the page has, and leaves it behind as it was', () => {
    reaches(1440, 1056);
    root.style.setProperty('margin-inline-end', '20px', 'important');
    const room = push();
    expect(room.set(384)).toBe(true);
    expect(margin()).toContain('384px');
    room.set(0);
    expect(margin()).toBe('20px');
    expect(root.style.getPropertyPriority('margin-inline-end')).toBe('important');
  });

  it('is taken back at once where the page does not give way', () => {
    reaches(1440, 1440);
    expect(push().set(384)).toBe(false);
    expect(margin()).toBe('');
  });

  it('follows the width', () => {
    reaches(1440, 1056);
    const room = push();
    room.set(384);
    room.set(500);
    expect(margin()).toContain('500px');
    expect(margin()).not.toContain('384px');
  });

  it('is left alone where the page has set a margin of its own in the meantime', () => {
    reaches(1440, 1056);
    const room = push();
    room.set(384);
    root.style.setProperty('margin-inline-end', '7px');
    room.set(0);
    expect(margin()).toBe('7px');
  });
});
