/** What the options page knows and does; signals for the view, no markup. */
import { type Signal, signal } from '@preact/signals';
import { type AskingLine, askingLine } from '../ask';
import { browser } from '../chrome';
import { PLAIN_PAGE } from '../crm/adapter';
import { ADAPTERS } from '../crm/index';
import { describedAdapters, toldItem } from '../crm/own/kept';
import {
  type Asks,
  type FromWorker,
  fromWorker,
  PORT,
  type Session,
  type SignInProblem,
  type ToWorker,
} from '../messages';
import type { CrmId } from '../record';
import { badgesItem, chosenItem, pageOrigin, serverItem, serverOrigin } from '../settings';

/** A person reads, types a password and may have to look for it. */
const SIGN_IN_WITHIN_MS = 10 * 60_000;

export type Progress = 'idle' | 'busy';
export interface Problem {
  key:
    | SignInProblem
    | 'options.server.invalid'
    | 'options.server.insecure'
    | 'options.server.silent'
    | 'options.sites.refused'
    | 'options.sites.own.invalid';
  /** What it is about: an address, a name. */
  about: string;
}

export interface Site {
  id: CrmId;
  name: string;
  origins: string[];
  state: 'asked' | 'allowed' | 'fixed';
  /** Whether badges are shown in its lists. */
  badges: boolean;
}

export interface Setup {
  server: Signal<string | null>;
  session: Signal<Session | null>;
  sites: Signal<Site[]>;
  progress: { server: Signal<Progress>; signIn: Signal<Progress> };
  problem: {
    server: Signal<Problem | null>;
    signIn: Signal<Problem | null>;
    sites: Signal<Problem | null>;
  };
  connect(typed: string): Promise<void>;
  disconnect(): Promise<void>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  allow(site: Site): Promise<void>;
  remove(site: Site): Promise<void>;
  showBadges(site: Site, on: boolean): Promise<void>;
  allowOwn(typed: string, crm: CrmId): Promise<void>;
}

export type SetupApi = {
  permissions: Pick<
    typeof chrome.permissions,
    'request' | 'remove' | 'getAll' | 'onAdded' | 'onRemoved'
  >;
  runtime: Pick<typeof chrome.runtime, 'connect' | 'getManifest'>;
};

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

export function makeSetup(life: AbortSignal, api: SetupApi = browser, ask = fetch): Setup {
  const server = signal<string | null>(null);
  const session = signal<Session | null>(null);
  const sites = signal<Site[]>([]);
  const progress = { server: signal<Progress>('idle'), signIn: signal<Progress>('idle') };
  const problem = {
    server: signal<Problem | null>(null),
    signIn: signal<Problem | null>(null),
    sites: signal<Problem | null>(null),
  };
  let worker: AskingLine<ToWorker, Asks> | null = null;

  /** The service worker may stop between two presses; asking starts it again. */
  const line = (): AskingLine<ToWorker, Asks> => {
    if (worker !== null && !worker.closed.aborted) return worker;
    worker = askingLine<ToWorker, Asks, FromWorker>(api.runtime.connect({ name: PORT.live }), {
      checks: fromWorker,
      on: {
        session: (fact) => {
          session.value = fact.session;
        },
        link: () => undefined,
        event: () => undefined,
        head: () => undefined,
        reset: () => undefined,
      },
    });
    return worker;
  };

  const listSites = async (): Promise<void> => {
    const { origins: granted = [] } = await api.permissions.getAll();
    const fixed: string[] = api.runtime.getManifest().host_permissions ?? [];
    const has = (list: string[], origins: string[]): boolean =>
      origins.every((origin) => list.includes(origin) || list.includes('https://*/*'));
    const chosen = Object.entries(await chosenItem.get());
    const badges = await badgesItem.get();
    const here = server.value !== null && LOOPBACK.test(server.value);
    const known = ADAPTERS.filter(
      ({ id, origins }) => origins.length > 0 && (id !== 'sample' || here),
    );
    const own = chosen.map(([host, id]) => {
      const scheme = LOOPBACK.test(`http://${host}`) ? 'http' : 'https';
      return { id, name: host, origins: [`${scheme}://${host}/*`] };
    });
    const { adapters } = await describedAdapters({ adapters: ADAPTERS, plain: PLAIN_PAGE });
    const described = adapters.map(({ id, name, origins }) => ({
      id,
      name: id.startsWith('own-') ? name : (origins[0]?.split('/')[2] ?? name),
      origins,
    }));
    sites.value = [...known, ...described, ...own].map(({ id, name, origins }) => ({
      id,
      name,
      origins,
      state: has(fixed, origins) ? 'fixed' : has(granted, origins) ? 'allowed' : 'asked',
      badges: origins.every((origin) => badges.includes(origin)),
    }));
  };

  /** Must be called before anything is awaited: Chrome asks only inside the press itself. */
  const request = async (origins: string[], name: string): Promise<boolean> => {
    problem.sites.value = null;
    const own = server.value === null ? [] : [`${server.value}/*`];
    const asked = api.permissions.request({ origins: [...origins, ...own] });
    const given = await asked.catch(() => false);
    if (!given) problem.sites.value = { key: 'options.sites.refused', about: name };
    await listSites();
    return given;
  };

  const showBadges: Setup['showBadges'] = async ({ origins }, on) => {
    await badgesItem.update((sites) => [
      ...sites.filter((site) => !origins.includes(site)),
      ...(on ? origins : []),
    ]);
  };

  const setServer = (origin: string | null): void => {
    server.value = origin;
    void listSites();
  };

  void serverItem.get().then(setServer);
  serverItem.watch(setServer, life);
  chosenItem.watch(() => void listSites(), life);
  badgesItem.watch(() => void listSites(), life);
  toldItem.watch(() => void listSites(), life);
  api.permissions.onAdded.addListener(() => void listSites());
  api.permissions.onRemoved.addListener(() => void listSites());
  line();

  return {
    server,
    session,
    sites,
    progress,
    problem,
    async connect(typed) {
      const origin = serverOrigin(typed);
      if (origin === null) {
        const insecure = /^http:/i.test(typed.trim()) && URL.canParse(typed.trim());
        const key = insecure ? 'options.server.insecure' : 'options.server.invalid';
        problem.server.value = { key, about: typed };
        return;
      }
      problem.server.value = null;
      progress.server.value = 'busy';
      const answer = await ask(`${origin}/healthz`, { credentials: 'omit' }).catch(() => null);
      progress.server.value = 'idle';
      if (answer?.ok) await serverItem.set(origin);
      else problem.server.value = { key: 'options.server.silent', about: origin };
    },
    async disconnect() {
      await line().ask('signOut', {});
      await serverItem.remove();
      setServer(null);
    },
    async signIn() {
      problem.signIn.value = null;
      progress.signIn.value = 'busy';
      const outcome = await line()
        .ask('signIn', {}, SIGN_IN_WITHIN_MS)
        .catch(() => ({ session: null, problem: 'signin.unreachable' as const }));
      progress.signIn.value = 'idle';
      if (outcome.session !== null) session.value = outcome.session;
      if (outcome.problem !== null) problem.signIn.value = { key: outcome.problem, about: '' };
    },
    async signOut() {
      await line().ask('signOut', {});
    },
    async allow(site) {
      await request(site.origins, site.name);
    },
    async remove(site) {
      await api.permissions.remove({ origins: site.origins });
      await chosenItem.update(({ [site.name]: _gone, ...others }) => others);
      await showBadges(site, false);
      await listSites();
    },
    showBadges,
    async allowOwn(typed, crm) {
      const origin = pageOrigin(typed);
      if (origin === null) {
        problem.sites.value = { key: 'options.sites.own.invalid', about: typed };
        return;
      }
      const { host } = new URL(origin);
      if (await request([`${origin}/*`], host)) {
        await chosenItem.update((chosen) => ({ ...chosen, [host]: crm }));
      }
    },
  };
}
