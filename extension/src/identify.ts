/** What `npm run identify` needs of the extension. */
import { PLAIN_PAGE } from './crm/adapter';
import { ADAPTERS, candidates } from './crm/index';
import { type Described, readAdapters } from './crm/own/read';
import { locate } from './page/locate';
import type { RecordRef } from './record';

/** Reads page adapters as an administrator writes them. */
export const described = (adapters: readonly unknown[]): Described =>
  readAdapters(adapters, { adapters: ADAPTERS, plain: PLAIN_PAGE });

/** The record that a page at this address shows, or null; what is no page of the web shows none. */
export function identify(url: string, own: Described['adapters'] = []): RecordRef | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  if (!/^https?:$/.test(protocol)) return null;
  return locate(url, candidates(host, { own }).adapters);
}
