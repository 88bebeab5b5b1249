/** Which tab a sidebar stands beside: its own, a pinned one, or the one its window shows. */
import { browser } from './chrome';

export type TabsApi = {
  tabs: Pick<typeof chrome.tabs, 'connect' | 'getCurrent' | 'query' | 'onActivated' | 'onUpdated'>;
  runtime?: Pick<typeof chrome.runtime, 'lastError'>;
  sidePanel?: Pick<typeof chrome.sidePanel, 'open'>;
};

export interface Where {
  /** `location.search` of this document; `?tab=7` pins a tab. */
  search: string;
  /** Whether this document is embedded in a page; else it is the side panel. */
  framed: boolean;
}

export const hereAndNow = (): Where => ({
  search: location.search,
  framed: window.top !== window,
});

export interface TabEvents {
  /** Stand beside this tab from now on; null when there is none. */
  follow(tab: number | null): void;
  /** A tab has loaded another page. */
  loaded(tab: number): void;
}

/** Finds the tab and, in a side panel, follows the active tab of its window. */
export async function watchTab(
  on: TabEvents,
  signal: AbortSignal,
  where: Where = hereAndNow(),
  { tabs }: TabsApi = browser,
): Promise<void> {
  const pinned = Number(new URLSearchParams(where.search).get('tab') ?? Number.NaN);
  if (where.framed) {
    on.follow((await tabs.getCurrent())?.id ?? null);
    return;
  }
  const onUpdated = (tab: number, change: { status?: string | undefined }): void => {
    if (change.status === 'complete') on.loaded(tab);
  };
  tabs.onUpdated.addListener(onUpdated);
  signal.addEventListener('abort', () => tabs.onUpdated.removeListener(onUpdated));
  if (Number.isInteger(pinned)) {
    on.follow(pinned);
    return;
  }
  const [active] = await tabs.query({ active: true, currentWindow: true });
  const onActivated = ({ tabId, windowId }: { tabId: number; windowId: number }): void => {
    if (windowId === active?.windowId) on.follow(tabId);
  };
  tabs.onActivated.addListener(onActivated);
  signal.addEventListener('abort', () => tabs.onActivated.removeListener(onActivated));
  on.follow(active?.id ?? null);
}
