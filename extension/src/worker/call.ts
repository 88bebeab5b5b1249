/** The toolbar button and the shortcuts: show the sidebar in a tab, injecting it where needed. */
import type { PageOrder } from '../boot';
import { browser } from '../chrome';

export type CallApi = {
  tabs: Pick<typeof chrome.tabs, 'sendMessage'>;
  scripting: Pick<typeof chrome.scripting, 'executeScript'>;
  runtime: Pick<typeof chrome.runtime, 'openOptionsPage'>;
};

export interface Calls {
  call(tab: number, order: PageOrder['k']): Promise<void>;
  /** Whether the sidebar was just called into this tab, and should be open when it appears. */
  taken(tab: number): boolean;
}

export function makeCalls(api: CallApi = browser): Calls {
  const called = new Set<number>();
  return {
    taken: (tab) => called.delete(tab),
    async call(tab, order) {
      try {
        await api.tabs.sendMessage<PageOrder>(tab, { k: order }, { frameId: 0 });
        return;
      } catch {
        called.add(tab); // nobody there yet: a page without a grant, or a tab older than we are
      }
      try {
        await api.scripting.executeScript({ target: { tabId: tab }, files: ['page.js'] });
      } catch {
        called.delete(tab); // a page of the browser, or the store: nothing may run there
        await api.runtime.openOptionsPage();
      }
    },
  };
}
