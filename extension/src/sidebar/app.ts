/** Wires the sidebar's parts to each other, to the page and to the service worker. */
import { batch } from '@preact/signals';
import { browser } from '../chrome';
import { later } from '../context';
import { linkToPage } from '../link';
import { type Actions, makeActions } from './actions';
import { makeApi, type Wire } from './api';
import { catalog } from './catalog';
import { ticking } from './clock';
import { courier } from './courier';
import type { Desk } from './desk';
import { watchDocument } from './document';
import { draftBook } from './drafts';
import { follow } from './follow';
import { type Live, liveLine } from './live';
import { gallery } from './media/gallery';
import { makeUpload } from './media/upload';
import { uploads } from './media/uploads';
import { outbox } from './outbox';
import { outcomes } from './outcomes';
import { type Painter, painter } from './painter';
import { reading } from './reading';
import { rereading } from './record/reread';
import { sightGuard } from './seen';
import { snapshots } from './snapshots';
import { makeStore } from './store';
import { fadeToasts } from './toasts';
import { watchVerdict } from './verdict/watch';
import { keepWhy } from './verdict/why';

const KEEP_MS = 800;
/** A person signs in: that takes as long as it takes. */
const SIGN_IN_MS = 300_000;

export async function startSidebar(life: AbortSignal): Promise<Desk> {
  const store = makeStore(navigator.onLine);
  const clock = ticking(life);
  const memory = snapshots();
  const drafts = draftBook(life);
  const box = outbox(life);
  // Before anything is shown: words that were being written must be there with the first paint.
  await Promise.all([memory.load(), drafts.load(), box.load()]).catch(() => undefined);

  let token: string | null = null;
  let tab = -1;
  // Assigned below; the parts refer to each other in a ring.
  let line: Live;
  let paint: Painter;

  const wire: Wire = {
    server: () => store.session.peek()?.server ?? store.server.peek() ?? null,
    async token(stale) {
      if (token === null || stale === token) {
        token = (await line.ask('token', stale === undefined ? {} : { stale })).token;
      }
      return token;
    },
  };
  const api = makeApi(wire);
  const pictures = gallery(api);
  const files = uploads(makeUpload(wire), drafts, () => store.online.peek());

  const templates = catalog(api);
  const wantTemplates = (): void => {
    const version = store.snapshot.peek()?.beside.templates_version;
    if (version !== undefined) templates.want(version);
  };
  const events = follow(
    store,
    api,
    {
      refresh: () => paint.refresh(),
      templatesChanged() {
        templates.stale();
        wantTemplates();
      },
    },
    life,
  );

  watchVerdict(store, clock, () => events.renew(), life);

  const keep = (): void => {
    const shown = store.snapshot.peek();
    const workspace = store.session.peek()?.workspace.id;
    if (shown === null || shown.cached || workspace === undefined) return;
    memory.keep(shown.key, {
      workspace,
      beside: shown.beside,
      timeline: shown.timeline,
      at: Date.now(),
    });
  };
  const reread = rereading(store, api, () => paint.refresh(), life);
  paint = painter(
    store,
    api,
    memory,
    () => {
      events.catchUp();
      reread();
      const thread = store.snapshot.peek()?.beside.thread.id;
      line.tell('watch', { threads: thread ? [thread] : [] });
      later(keep, KEEP_MS, life);
      later(wantTemplates, KEEP_MS, life);
    },
    life,
  );

  let actions: Actions;
  const post = courier(
    box,
    api,
    outcomes({
      store,
      drafts,
      follow: events,
      refresh: () => paint.refresh(),
      say: (words, tone) => actions.say(words, tone),
    }),
    life,
  );
  const go = (): void => post.go(store.session.peek()?.workspace.id ?? null);

  const read = reading(store, api, () => line.tell('unread', {}), life);

  line = liveLine(
    {
      session({ session }) {
        const before = store.session.peek();
        token = null;
        batch(() => {
          // What one member saw is not shown to the next, not even for a moment.
          if (session?.member.id !== before?.member.id) {
            store.snapshot.value = null;
            pictures.clear();
            files.clear();
          }
          store.session.value = session;
        });
        if (session !== null && before?.member.id !== session.member.id) paint.refresh();
        go();
      },
      link({ state }) {
        store.link.value = state;
        if (state !== 'up') return;
        if (store.trouble.peek()?.kind === 'network') paint.refresh();
        go();
      },
      event: events.event,
      head: ({ seq }) => events.head(seq),
      reset: () => paint.refresh(),
      again: () => paint.refresh(),
      orphaned() {
        store.orphaned.value = true;
      },
    },
    life,
  );
  line.ask('server', {}).then(
    ({ url }) => {
      store.server.value = url;
    },
    () => undefined,
  );

  const page = linkToPage(
    {
      linked(to) {
        if (to !== tab) keepWhy(store, to, life);
        tab = to;
      },
      alone: () => paint.alone(),
      record(route) {
        keep();
        paint.route(route);
      },
      hint: paint.hint,
      tel: ({ number }) => paint.tel(number),
      focus() {
        store.focus.value += 1;
      },
      shown({ open }) {
        if (page.panel) return;
        read.shown(open);
        if (!open) {
          void drafts.flush();
          line.pause();
          return;
        }
        line.resume();
      },
      theme({ scheme }) {
        document.documentElement.dataset.theme = scheme;
      },
    },
    life,
  );

  actions = makeActions({
    store,
    api,
    outbox: box,
    courier: post,
    drafts,
    painter: paint,
    follow: events,
    page,
    signIn: () => line.ask('signIn', {}, SIGN_IN_MS),
    options: () => line.ask('options', {}),
    openPanel: () => browser.sidePanel.open({ tabId: tab }),
    now: clock.now,
  });

  watchDocument(
    {
      leave() {
        void drafts.flush();
        box.release();
      },
      hidden: () => void drafts.flush(),
      back() {
        line.tell('online', {});
        if (store.trouble.peek()?.kind === 'network') paint.refresh();
        go();
      },
      online(now) {
        store.online.value = now;
      },
    },
    life,
  );
  fadeToasts(store, life);
  return {
    store,
    actions,
    api,
    drafts,
    outbox: box,
    catalog: templates,
    gallery: pictures,
    uploads: files,
    clock,
    guard: sightGuard(life),
    reading: read,
    locale: browser.i18n.getUILanguage(),
  };
}
