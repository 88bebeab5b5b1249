/**
 * The canary of the page adapters: a page whose address names a record but whose parts are not found
 * has probably been rebuilt. Says so once a day for each CRM, with what census.ts takes down.
 */
import { browser } from '../chrome';
import type { PageSelectors } from '../crm/adapter';
import { toldItem } from '../crm/own/kept';
import type { CrmId } from '../record';
import { recordOf } from '../settings';
import { listOf, oneOf, shape, text, whole } from '../shape';
import { item } from '../storage';
import type { Part, Structure } from '../structure';
import { candidatesOn } from './places';
import type { Rest } from './rest';

const PARTS = ['record', 'heading', 'phones'] as const satisfies readonly Part[];

/** Once more where it leaves the page: nothing but names and counts may be in it. */
const isStructure = shape<Structure>({
  missing: listOf(oneOf(PARTS), PARTS.length),
  counts: recordOf(whole(0, 1_000_000), 20),
  outline: listOf(text(400, /^>{1,9}[a-z?][\w()[\]-]*(?: ×\d{1,3})?$/), 150),
});

/** The day of the last report for each CRM. */
const reportedItem = item<Record<string, string>>('local', 'page_reports', {
  version: 1,
  fallback: {},
  check: recordOf(text(10), 60),
});

export type DriftApi = { scripting: Pick<typeof chrome.scripting, 'executeScript'> };

export interface Seen {
  tab: number;
  address: string;
  crm: CrmId;
}

/** @param version of this release, which ours came with */
export function makeDrift(
  rest: Pick<Rest, 'post'>,
  version: string,
  api: DriftApi = browser,
  now: () => number = Date.now,
) {
  const take = async (tab: number, page: PageSelectors): Promise<unknown> => {
    const target = { tabId: tab, frameIds: [0] };
    await api.scripting.executeScript({ target, files: ['census.js'] });
    const [done] = await api.scripting.executeScript({
      target,
      args: [page],
      // Runs in the page, where census.js has put it.
      func: (selectors: unknown) =>
        (globalThis as { threadsideCensus?: (page: unknown) => unknown }).threadsideCensus?.(
          selectors,
        ),
    });
    return done?.result;
  };

  /** Whether something was reported. */
  return async function report({ tab, address, crm }: Seen): Promise<boolean> {
    const today = new Date(now()).toISOString().slice(0, 10);
    const { [crm]: last } = await reportedItem.get();
    if (last === today) return false;
    const { host, pathname } = new URL(address);
    const { adapters } = await candidatesOn(host, pathname);
    const adapter = adapters.find(({ id }) => id === crm);
    if (adapter === undefined) return false;
    const structure = await take(tab, adapter.page).catch(() => null);
    if (!isStructure(structure)) return false;
    await reportedItem.update((days) => ({ ...days, [crm]: today }));
    const own = crm.startsWith('own-') ? `own ${(await toldItem.get()).version}` : version;
    const report = { crm, adapter_version: own, structure };
    const status = await rest.post('/v1/page-reports', report);
    const heard = status !== null && status < 500;
    if (!heard) await reportedItem.update((days) => ({ ...days, [crm]: last ?? '' }));
    return heard;
  };
}
