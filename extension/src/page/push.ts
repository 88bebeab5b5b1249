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

/** Whether a page that was asked to be narrower now sticks out of its window. */
export function sticksOut(before: number, after: number, viewport: number, width: number): boolean {
  return before <= viewport && after > viewport - width + 1;
}

export interface Push {
  /** Make `width` pixels of room (0 takes it back). False when the page did not give way. */
  set(width: number): boolean;
}

const MARGIN = 'margin-inline-end';

export function push(root: () => HTMLElement): Push {
  let pushed: { element: HTMLElement; own: string; priority: string; applied: string } | null = null;

  const restore = (): void => {
    if (pushed === null) return;
    const { element, own, priority, applied } = pushed;
    pushed = null;
    if (element.style.getPropertyValue(MARGIN) !== applied) return; // the page took it over
    if (own === '') element.style.removeProperty(MARGIN);
    else element.style.setProperty(MARGIN, own, priority);
  };

  return {
    set(width) {
      const element = root();
      const again = pushed !== null && pushed.element === element;
      const before = again ? 0 : element.scrollWidth;
      restore();
      if (width === 0) return true;
      const own = element.style.getPropertyValue(MARGIN);
      const priority = element.style.getPropertyPriority(MARGIN);
      const computed = getComputedStyle(element).getPropertyValue(MARGIN) || '0px';
      element.style.setProperty(MARGIN, `calc(${computed} + ${width}px)`, 'important');
      pushed = { element, own, priority, applied: element.style.getPropertyValue(MARGIN) };
      if (!again && sticksOut(before, element.scrollWidth, innerWidth, width)) {
        restore();
        return false;
      }
      return true;
    },
  };
}
