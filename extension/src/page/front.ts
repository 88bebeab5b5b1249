/**
 * The record that is in front: usually the one that the address names, but some CRMs show another
 * one in a dialog over it and leave the address alone. Nothing is watched for that: a dialog opens
 * by a press, and takes the focus.
 */
import type { AdapterData, PageSelectors } from '../crm/adapter';
import type { RecordRef } from '../record';
import { claims, frontmost } from './glimpse';
import { locate } from './locate';

/** After a press, until what it opens is there: at once, or when their server has answered. */
const SETTLE_MS = [60, 500, 1700];

export interface InFront {
  ref: RecordRef | null;
  /** The dialog that shows a record which nobody can name. */
  over: [dialog: Element, page: PageSelectors] | null;
}

export interface Front {
  /** What is in front, for the page's address. */
  record(address: string): InFront;
}

/** @param maybe called when the record in front may have changed without a change of address */
export function watchFront(
  document: Document,
  adapters: readonly AdapterData[],
  maybe: () => void,
  signal: AbortSignal,
): Front {
  const pages = adapters.map(({ page }) => page).filter((one) => one.front ?? one.opened);
  let timers: ReturnType<typeof setTimeout>[] = [];
  // Told when the dialog goes away, by whatever means.
  const gone = new IntersectionObserver(
    (seen) => seen.some((one) => !one.isIntersecting) && maybe(),
  );
  signal.addEventListener('abort', () => gone.disconnect());
  for (const kind of pages.length > 0 ? ['click', 'keyup', 'focusin'] : []) {
    const later = (): void => {
      timers.forEach(clearTimeout);
      timers = SETTLE_MS.map((ms) => setTimeout(maybe, ms));
    };
    document.addEventListener(kind, later, { signal, capture: true, passive: true });
  }

  const within = (dialog: Element, page: PageSelectors): InFront | null => {
    const link = page.front && dialog.querySelector<HTMLAnchorElement>(page.front);
    const ref = link ? locate(link.href, adapters) : null;
    if (ref && claims(dialog, ref, page)) return { ref, over: null };
    if (!page.opened || !dialog.querySelector(page.opened)) return null;
    return { ref: null, over: [dialog, page] };
  };

  return {
    record(address) {
      for (const page of pages) {
        const dialog = frontmost(document, page);
        const found = dialog && within(dialog, page);
        if (!found) continue;
        gone.observe(dialog);
        return found;
      }
      return { ref: locate(address, adapters), over: null };
    },
  };
}
