/**
 * The service worker: what must be single. It may be stopped at any time and started by any event,
 * so every listener is added at once, and whatever must be remembered is in storage.
 */

import { isPageAsk } from '../checks/boot';
import { isOurContentScript, isOurDocument } from '../chrome';
import { LIST_PORT } from '../listed';
import { PORT } from '../messages';
import { badgesItem, holds, serverItem } from '../settings';
import { orNull, whole } from '../shape';
import { item } from '../storage';
import { makeBadge, showOnButton } from './badge';
import { makeCalls } from './call';
import { makeDrift } from './drift';
import { makeHub } from './hub';
import { makePageLists } from './lists';
import { renewOwn } from './own';
import { bootFor, keepPlace } from './places';
import { applyPreset } from './preset';
import { makeRest } from './rest';
import { makeSessions } from './session';
import { makeSites } from './sites';
import { liveSocket } from './socket';
import { wipe } from './wipe';

const forever = new AbortController().signal;

void chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

const cursor = item<number | null>('session', 'cursor', {
  version: 1,
  fallback: null,
  check: orNull(whole()),
});

const sessions = makeSessions((session) => {
  hub.tell('session', { session });
  void cursor.remove().then(() => live.restart());
  lists.stale(true);
  if (session === null) {
    badge.clear();
    return;
  }
  badge.refresh();
  void renewOwn(rest);
});

/** Where the session is from: a token is shown to no other server. */
const homeServer = async (): Promise<string | null> => (await sessions.current())?.server ?? null;

const rest = makeRest({ server: homeServer, token: () => sessions.token() });

const badge = makeBadge({ fetchJson: rest.get, show: showOnButton });
const calls = makeCalls();
const sites = makeSites(serverItem.get);
const listSites = makeSites(serverItem.get, undefined, 'badges', badgesItem.get);

const sync = async (inject: boolean): Promise<void> => {
  await sites.sync(inject);
  await listSites.sync(inject);
};

const drift = makeDrift(rest, chrome.runtime.getManifest().version);

const live = liveSocket({
  open: (url) => new WebSocket(url),
  token: (stale) => sessions.token(stale),
  server: homeServer,
  cursor,
  rejected: () => void sessions.signOut(),
  random: Math.random,
  tell(kind, payload) {
    hub.tell(kind, payload);
    if (kind === 'link') return;
    badge.refresh();
    lists.stale(false);
  },
});

const lists = makePageLists({
  rest,
  allowed: async (address) => holds(await badgesItem.get(), address),
  open: (tab) => void calls.call(tab, 'compose'),
  audience: () => live.want(hub.size + lists.size > 0),
});

const hub = makeHub({
  greeting: async () => ({
    session: { session: await sessions.current() },
    link: { state: live.state },
  }),
  audience: (present) => live.want(present || lists.size > 0),
  online: live.wake,
  unread: badge.refresh,
  answers: {
    token: async ({ stale }) => ({ token: await sessions.token(stale) }),
    signIn: () => sessions.signIn(),
    signOut: async () => {
      await wipe();
      await sessions.signOut();
      return {};
    },
    server: async () => ({ url: await serverItem.get() }),
    options: async () => {
      await chrome.runtime.openOptionsPage();
      return {};
    },
  },
});

const preset = applyPreset();

chrome.runtime.onConnect.addListener((port) => {
  if (port.name === PORT.live) hub.join(port);
  else if (port.name === LIST_PORT) lists.join(port);
  else port.disconnect();
});

chrome.runtime.onMessage.addListener((message: unknown, sender, respond) => {
  if (!isOurContentScript(sender) || isOurDocument(sender) || !isPageAsk(message)) return false;
  const address = sender.url ?? '';
  if (message.k === 'keep') {
    void keepPlace(address, message.p);
    return false;
  }
  if (message.k === 'unread') {
    void drift({ tab: sender.tab?.id ?? -1, address, crm: message.p });
    return false;
  }
  void preset
    .then(() => bootFor(address, calls.taken(sender.tab?.id ?? -1)))
    .then(respond, () => respond(null));
  return true;
});

chrome.action.onClicked.addListener((tab) => {
  if (tab.id !== undefined) void calls.call(tab.id, 'toggle');
});
chrome.commands.onCommand.addListener((name, tab) => {
  if (tab?.id !== undefined) void calls.call(tab.id, name === 'compose' ? 'compose' : 'toggle');
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  void preset.then(async (known) => {
    await sync(true);
    if (reason === 'install' && !known) await chrome.runtime.openOptionsPage();
  });
});
chrome.runtime.onStartup.addListener(() => void sync(false));
chrome.permissions.onAdded.addListener(() => void sync(true));
chrome.permissions.onRemoved.addListener(() => void sync(false));
serverItem.watch(() => {
  void sync(false);
  live.restart();
}, forever);
badgesItem.watch(() => {
  void listSites.sync(true);
  lists.stale(true);
}, forever);

chrome.alarms.onAlarm.addListener(() => {
  live.wake();
  badge.refresh();
  void renewOwn(rest);
});
void chrome.alarms.create('net', { periodInMinutes: 1 });
void preset.then(() => sync(false));
