/**
 * The record that is in front: usually the one that the address names, but some CRMs show another
 * one in a dialog over it and leave the address alone. Nothing is watched for that: a dialog opens
 * by a press, and takes the focus.
 */
import type { AdapterData } from '../crm/adapter';
import type { RecordRef } from '../record';
import { claims, frontmost } from './glimpse';
import { locate } from './locate';

/** After a press, until what it opens is there. */
const SETTLE_MS = 60;

export interface Front {
  /** The record in front, for the page's address. */
  record(address: string): RecordRef | null;
}

/** @param maybe called when the record in front may have changed without a change of address */
export function watchFront(
  document: Document,
  adapters: readonly AdapterData[],
  maybe: () => void,
  signal: AbortSignal,
): Front {
  const pages = adapters.map(({ page }) => page).filter(({ front }) => front !== null);
  // Told when the dialog goes away, by whatever means.
  const gone = new IntersectionObserver(
    (seen) => seen.some((one) => !one.isIntersecting) && maybe(),
  );
  signal.addEventListener('abort', () => gone.disconnect());
  let timer: ReturnType<typeof setTimeout> | undefined;

  for (const kind of pages.length > 0 ? ['click', 'keyup', 'focusin'] : []) {
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(maybe, SETTLE_MS);
    };
    document.addEventListener(kind, later, { signal, capture: true, passive: true });
  }

  return {
    record(address) {
      for (const page of pages) {
        const dialog = frontmost(document, page);
        const link = dialog?.querySelector<HTMLAnchorElement>(page.front ?? '');
        const ref = link ? locate(link.href, adapters) : null;
        if (dialog === null || ref === null || !claims(dialog, ref, page.identity)) continue;
        gone.observe(dialog);
        return ref;
      }
      return locate(address, adapters);
    },
  };
}
