/**
 * The sidebar's way to its page: one port straight to the content script of one tab, identical in
 * the injected frame and in the side panel. Reconnects when the page was loaded anew or our content
 * script was replaced.
 */
import { browser } from './chrome';
import { later } from './context';
import { type FromPage, fromPage, PORT, type ToPage } from './messages';
import { type Handlers, type Line, line } from './rpc';
import { hereAndNow, type TabsApi, type Where, watchTab } from './tab';

export interface LinkEvents extends Omit<Handlers<FromPage>, 'looked'> {
  /** Connected to a page (again): forget what an earlier one said. `tab` is the browser's id. */
  linked(tab: number): void;
  /** There is no page of ours there: a tab without permission, a browser page, or it is gone. */
  alone(): void;
}

export interface PageLink {
  tell<K extends keyof ToPage & string>(kind: K, payload: ToPage[K]): void;
  /**
   * Ask the page to look whose record is open. When this is true, what it found has been heard;
   * false when there is no answer within `LOOK_MS`.
   */
  look(): Promise<boolean>;
  /** Whether this document is the side panel and not the frame inside the page. */
  readonly panel: boolean;
  /** Open the same document in the browser's side panel; only right inside a press or a key. */
  openPanel(): Promise<void>;
}

/** Waits before each new try; after the last one there is no page of ours. */
const RETRY_MS = [50, 150, 400, 1000] as const;
/** A page that computes for longer than this can't say whose record it shows. */
export const LOOK_MS = 4000;

/** Start the link. Records are numbered anew, so that numbers only rise over all pages. */
export function linkToPage(
  on: LinkEvents,
  signal: AbortSignal,
  where: Where = hereAndNow(),
  api: TabsApi = browser,
): PageLink {
  let current: Line<ToPage> | null = null;
  let wanted: number | null = null;
  let tries = 0;
  let epoch = 0;
  let pageSeq = 0;
  let seq = 0;
  let looks = 0;
  const looking = new Map<number, () => void>();

  const numbered: Handlers<FromPage> = {
    ...on,
    record(payload) {
      if (payload.seq <= pageSeq) return;
      pageSeq = payload.seq;
      seq += 1;
      on.record({ ...payload, seq });
    },
    hint(payload) {
      if (payload.seq === pageSeq) on.hint({ ...payload, seq });
    },
    looked: ({ nr }) => looking.get(nr)?.(),
  };

  const connect = (tab: number): void => {
    epoch += 1;
    const mine = epoch;
    let heardOf = false;
    pageSeq = 0;

    /** Only the newest port is listened to, and its first word means that a page is there. */
    const from =
      <K extends keyof FromPage>(kind: K) =>
      (payload: FromPage[K]): void => {
        if (mine !== epoch) return;
        if (!heardOf) {
          heardOf = true;
          tries = 0;
          on.linked(tab);
        }
        numbered[kind](payload);
      };
    const name = where.framed ? PORT.frame : PORT.panel;
    const port = api.tabs.connect(tab, { frameId: 0, name });
    // Read, so that Chrome does not report a page without us as an error.
    port.onDisconnect.addListener(() => void api.runtime?.lastError);
    const made = line<ToPage, FromPage>(port, {
      checks: fromPage,
      on: {
        record: from('record'),
        hint: from('hint'),
        tel: from('tel'),
        focus: from('focus'),
        shown: from('shown'),
        theme: from('theme'),
        looked: from('looked'),
      },
    });
    made.closed.addEventListener('abort', () => {
      if (mine !== epoch || signal.aborted) return;
      current = null;
      const wait = RETRY_MS[tries];
      tries += 1;
      if (wait === undefined) on.alone();
      else setTimeout(() => mine === epoch && !signal.aborted && connect(tab), wait);
    });
    current = made;
    made.tell('ready', {});
    for (const nr of looking.keys()) made.tell('look', { nr });
  };

  const follow = (tab: number | null): void => {
    if (signal.aborted) return;
    wanted = tab;
    tries = 0;
    epoch += 1;
    current?.close();
    current = null;
    if (tab === null) on.alone();
    else connect(tab);
  };

  signal.addEventListener('abort', () => current?.close());
  void watchTab(
    { follow, loaded: (tab) => tab === wanted && current === null && follow(tab) },
    signal,
    where,
    api,
  );

  return {
    panel: !where.framed,
    tell: (kind, payload) => current?.tell(kind, payload),
    look() {
      looks += 1;
      const nr = looks;
      return new Promise((resolve) => {
        const end = (answered: boolean): void => {
          looking.delete(nr);
          cancel();
          resolve(answered);
        };
        const cancel = later(() => end(false), LOOK_MS, signal);
        looking.set(nr, () => end(true));
        current?.tell('look', { nr });
      });
    },
    async openPanel() {
      if (wanted !== null) await api.sidePanel?.open({ tabId: wanted });
    },
  };
}
