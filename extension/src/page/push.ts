/**
 * Makes room for the sidebar by a margin on the root element, on top of the margin the page has of
 * its own. Where the page does not give way it is put back as it was, and the sidebar lies over it.
 */
import type { Layout } from '../boot';

/** Below this width of the window a page squeezed further is worth less than one covered. */
export const NARROWEST_VIEWPORT = 1100;

/** Whether to make room: the rep's window, what the site allows, and what was seen before. */
export function chooseLayout(viewport: number, allowed: Layout, remembered: Layout): Layout {
  return viewport >= NARROWEST_VIEWPORT && allowed === 'margin' ? remembered : 'overlay';
}

/** Whether a page that fitted its window no longer fits what is left of it. */
export function sticksOut(before: number, after: number, viewport: number, width: number): boolean {
  return before <= viewport + 1 && after > viewport - width + 1;
}

export interface Push {
  /** Make `width` pixels of room (0 takes it back). False when the page did not give way. */
  set(width: number): boolean;
}

const MARGIN = 'margin-inline-end';

/** How far the page reaches. The root's own scroll width is never less than the window's. */
const reach = (): number =>
  Math.max(document.body?.scrollWidth ?? 0, document.body?.getBoundingClientRect().right ?? 0);

export function push(): Push {
  let undo: (() => void) | null = null;
  let pushed: HTMLElement | null = null;
  let applied = '';
  let made = 0;

  return {
    set(width) {
      const root = document.documentElement;
      const { style } = root;
      const first = pushed !== root;
      // Asked at every change of route: nothing to lay out again while all is as it was.
      if (!first && made === width && style.getPropertyValue(MARGIN) === applied) return true;
      made = width;
      const before = first && width > 0 ? reach() : 0;
      undo?.();
      undo = null;
      pushed = null;
      if (width === 0) return true;
      const own = style.getPropertyValue(MARGIN);
      const priority = style.getPropertyPriority(MARGIN);
      const margin = getComputedStyle(root).getPropertyValue(MARGIN) || '0px';
      style.setProperty(MARGIN, `calc(${margin} + ${width}px)`, 'important');
      applied = style.getPropertyValue(MARGIN);
      pushed = root;
      undo = () => {
        // What the page has put there in the meantime is the page's.
        if (style.getPropertyValue(MARGIN) === applied) style.setProperty(MARGIN, own, priority);
      };
      if (!first || !sticksOut(before, reach(), innerWidth, width)) return true;
      undo();
      undo = pushed = null;
      return false;
    },
  };
}
