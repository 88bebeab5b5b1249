/**
 * What the page shows of a record. It only confirms: the record is known by its address. For up to
 * two seconds a real CRM shows the former person under the new address (or the reverse), so a page
 * counts as read when it said the same for half a second, and provably is not the former record's.
 */
import type { PageSelectors } from '../crm/adapter';
import type { FromPage } from '../messages';
import type { RecordRef } from '../record';
import { type Glimpse, glimpse } from './glimpse';

export type Reading = Pick<FromPage['hint'], 'state' | 'name' | 'phones'>;

export const STABLE_MS = 500;
/** When to look, in ms after the route change; the last one is the deadline. */
export const LOOKS_MS = [0, 130, 300, 560, 850, 1200, 1600, 2050, 2500, 3000] as const;

/** What was read of the record before: the same words in the same place prove nothing. */
export interface Before {
  name: string | null;
  heading: WeakRef<Element> | null;
}

export interface Reader {
  /** Read for a record; a reading that is under way for another is dropped. */
  start(ref: RecordRef | null, page: PageSelectors): Promise<Reading | null>;
  stop(): void;
}

type Wait = (ms: number) => Promise<void>;

const pause: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const words = (seen: Glimpse): string => JSON.stringify([seen.name, seen.phones, seen.none]);

/** Whether what is seen can't be left over from the record before. */
function isFresh(seen: Glimpse, before: Before | null): boolean {
  if (seen.confirmed || before === null) return true;
  const old = before.heading?.deref();
  return seen.name !== before.name || (old !== undefined && !old.isConnected);
}

/** A reader of one document; remembers what it last read to tell the next record from it. */
export function reader(document: Document, wait: Wait = pause): Reader {
  let current = new AbortController();
  let before: Before | null = null;

  const settle = (seen: Glimpse): Reading => {
    before = { name: seen.name, heading: seen.heading && new WeakRef(seen.heading) };
    const { name, phones, none } = seen;
    return { state: phones.length > 0 ? 'read' : none ? 'none' : 'unreadable', name, phones };
  };

  return {
    stop: () => current.abort(),
    async start(ref, page) {
      current.abort();
      const mine = new AbortController();
      current = mine;
      const former = before;
      let said = '';
      let since = 0;
      let passed = 0;
      for (const at of LOOKS_MS) {
        await wait(at - passed);
        passed = at;
        if (mine.signal.aborted) return null;
        const seen = glimpse(document, ref, page);
        const now = seen === null ? '' : words(seen);
        if (now !== said) {
          said = now;
          since = at;
        } else if (seen !== null && at - since >= STABLE_MS && isFresh(seen, former)) {
          return settle(seen);
        }
      }
      return { state: 'unreadable', name: null, phones: [] };
    },
  };
}
