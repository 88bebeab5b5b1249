/**
 * Where a content script runs: exactly on the origins the rep granted, or switched it on for, without
 * the server's own.
 * A reconciler: it compares what should be registered with what is, whenever either may have
 * changed (start, update, grant, another server). Chrome clears registrations on an update.
 */
import { browser } from '../chrome';

export type SitesApi = {
  permissions: Pick<typeof chrome.permissions, 'getAll'>;
  scripting: Pick<
    typeof chrome.scripting,
    | 'getRegisteredContentScripts'
    | 'registerContentScripts'
    | 'updateContentScripts'
    | 'unregisterContentScripts'
    | 'executeScript'
  >;
  tabs: Pick<typeof chrome.tabs, 'query'>;
};

export interface Sites {
  /** Make the registrations right; with `inject` also reach the tabs that are already open. */
  sync(inject: boolean): Promise<void>;
}

type Wanted = { matches: string[]; excludeMatches: string[] };

/** What should be registered, given the granted match patterns. */
export function wantedSites(granted: readonly string[], server: string | null): Wanted {
  const own = server === null ? [] : [`${server}/*`];
  const matches = granted.filter((pattern) => /^https?:/.test(pattern) && !own.includes(pattern));
  return { matches: matches.sort(), excludeMatches: own };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** @param chosen where the script `name` runs, if that is not wherever the rep granted */
export function makeSites(
  server: () => Promise<string | null>,
  api: SitesApi = browser,
  name: 'page' | 'badges' = 'page',
  chosen?: () => Promise<string[]>,
): Sites {
  let queue: Promise<void> = Promise.resolve();

  const register = async ({ matches, excludeMatches }: Wanted): Promise<void> => {
    const [now] = await api.scripting.getRegisteredContentScripts({ ids: [name] });
    if (matches.length === 0) {
      if (now !== undefined) await api.scripting.unregisterContentScripts({ ids: [name] });
      return;
    }
    if (same(now?.matches ?? [], matches) && same(now?.excludeMatches ?? [], excludeMatches))
      return;
    const script = {
      id: name,
      js: [`${name}.js`],
      matches,
      excludeMatches,
      runAt: 'document_idle' as const,
    };
    if (now === undefined) await api.scripting.registerContentScripts([script]);
    else await api.scripting.updateContentScripts([script]);
  };

  const reach = async (wanted: Wanted, own: string | null): Promise<void> => {
    if (wanted.matches.length === 0) return;
    // The page's own script hears again who listens, and with it the one that came to it.
    const files = name === 'page' ? ['page.js'] : [`${name}.js`, 'page.js'];
    const tabs = await api.tabs.query({ url: wanted.matches });
    await Promise.allSettled(
      tabs
        .filter((tab) => !tab.discarded && !(own !== null && tab.url?.startsWith(`${own}/`)))
        .map((tab) => api.scripting.executeScript({ target: { tabId: tab.id ?? -1 }, files })),
    );
  };

  const run = async (inject: boolean): Promise<void> => {
    const own = await server();
    const { origins = [] } = await api.permissions.getAll();
    const wanted = wantedSites((await chosen?.()) ?? origins, own);
    await register(wanted);
    if (inject) await reach(wanted, own);
  };

  return {
    sync(inject) {
      const done = queue.then(() => run(inject));
      queue = done.catch(() => undefined);
      return done;
    },
  };
}
