/** What is only data, from a file beside this script: most starts of the worker need none of it. */
import { browser } from '../chrome';
import type { Adapter, PageSelectors } from '../crm/adapter';
import type { LOOK } from './look';

/** `page.json`; src/shipped.ts says what the build puts into it. */
export interface Shipped {
  adapters: Adapter[];
  /** What is assumed of a page of which nothing is said. */
  plain: PageSelectors;
  look: typeof LOOK;
}

let read: Promise<Shipped> | null = null;

export async function shipped(): Promise<Shipped> {
  read ??= fetch(browser.runtime.getURL('page.json')).then((file) => file.json());
  try {
    return await read;
  } catch (error) {
    read = null;
    throw error;
  }
}
