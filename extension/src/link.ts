/**
 * The sidebar's way to its page: one port straight to the content script of one tab, identical in
 * the injected frame and in the side panel. Reconnects when the page was reloaded or our content
 * script replaced; a side panel follows the active tab of its window.
 */
import { browser, type PortLike } from './chrome';
import { type FromPage, fromPage, PORT, type ToPage, toPage } from './messages';
import { type Handlers, type Line, line } from './rpc';

type Facts = Handlers<FromPage> & {
  /** Connected to a page (again): forget what an earlier one said. `tab` is the browser's id. */
  linked(tab: number): void;
  /** There is no page of ours there: a tab without permission, a browser page, or it is gone. */
  alone(): void;
};

export interface PageLink {
  tell<K extends keyof ToPage & string>(kind: K, payload: ToPage[K]): void;
  /** Whether this document is the side panel and not the frame inside the page. */
  readonly panel: boolean;
}

export type TabsApi = {
  tabs: Pick<
    typeof chrome.tabs,
    'connect' | 'getCurrent' | 'query' | 'onActivated' | 'onUpdated'
  >;
};

interface Where {
  /** `location.search` of this document; `?tab=7` pins a tab. */
  search: string;
  /** Whether this document is embedded in a page. */
  framed: boolean;
}

const RETRY_MS = [50, 150, 400, 1000] as const;

/** Start the link. Record numbers are renumbered so that they only rise over all pages. */
export function linkToPage(
  facts: Facts,
  signal: AbortSignal,
  where: Where = { search: location.search, framed: window.top !== window },
  api: TabsApi = browser,
): PageLink {
  const pinned = Number(new URLSearchParams(where.search).get('tab') ?? Number.NaN);
  const panel = !where.framed;
  let current: Line<ToPage> | null = null;
  let wanted = -1;
  let tries = 0;
  let epoch = 0;
  let theirs = 0;
  let ours = 0;

  const heard: Handlers<FromPage> = {
    ...facts,
    record(payload) {
      if (payload.seq <= theirs) return;
      theirs = payload.seq;
      ours += 1;
      facts.record({ ...payload, seq: ours });
    },
    hint(payload) {
      if (payload.seq === theirs) facts.hint({ ...payload, seq: ours });
    },
  };

  const connect = (tab: number): void => {
    if (signal.aborted) return;
    epoch += 1;
    const mine = epoch;
    wanted = tab;
    current?.close();
    theirs = 0;
    const port: PortLike = api.tabs.connect(tab, {
      frameId: 0,
      name: panel ? PORT.panel : PORT.frame,
    });
    let greeted = false;
    const guard =
      <K extends keyof FromPage>(kind: K) =>
      (payload: FromPage[K]): void => {
        if (mine !== epoch) return;
        if (!greeted) {
          greeted = true;
          tries = 0;
          facts.linked(tab);
        }
        heard[kind](payload);
      };
    const made = line<ToPage, FromPage>(port, {
      checks: fromPage,
      on: {
        record: guard('record'),
        hint: guard('hint'),
        tel: guard('tel'),
        focus: guard('focus'),
        shown: guard('shown'),
        theme: guard('theme'),
      },
    });
    current = made;
    made.closed.addEventListener('abort', () => {
      if (mine !== epoch || signal.aborted) return;
      current = null;
      const wait = RETRY_MS[tries];
      tries += 1;
      if (wait === undefined) facts.alone();
      else setTimeout(() => mine === epoch && connect(tab), wait);
    });
    made.tell('ready', {});
  };

  const follow = (tab: number): void => {
    tries = 0;
    connect(tab);
  };

  const start = async (): Promise<void> => {
    if (Number.isInteger(pinned)) return follow(pinned);
    if (where.framed) {
      const own = await api.tabs.getCurrent();
      return own?.id === undefined ? facts.alone() : follow(own.id);
    }
    const [active] = await api.tabs.query({ active: true, lastFocusedWindow: true });
    if (active?.id === undefined) facts.alone();
    else follow(active.id);
  };

  if (panel) {
    const onUpdated = (tab: number, change: { status?: string | undefined }): void => {
      if (tab === wanted && change.status === 'complete' && current === null) follow(tab);
    };
    api.tabs.onUpdated.addListener(onUpdated);
    signal.addEventListener('abort', () => api.tabs.onUpdated.removeListener(onUpdated));
    if (!Number.isInteger(pinned)) {
      const onActivated = ({ tabId }: { tabId: number }): void => follow(tabId);
      api.tabs.onActivated.addListener(onActivated);
      signal.addEventListener('abort', () => api.tabs.onActivated.removeListener(onActivated));
    }
  }
  signal.addEventListener('abort', () => current?.close());
  void start();

  return {
    panel,
    tell(kind, payload) {
      if (Object.hasOwn(toPage, kind)) current?.tell(kind, payload);
    },
  };
}
