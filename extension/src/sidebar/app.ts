/** Wires the sidebar's parts to each other, to the page and to the service worker. */
import { effect } from '@preact/signals';
import { browser } from '../chrome';
import { later } from '../context';
import { linkToPage } from '../link';
import { type Actions, makeActions } from './actions';
import { makeApi } from './api';
import { catalog } from './catalog';
import { ticking } from './clock';
import { courier } from './courier';
import type { Desk } from './desk';
import { draftBook } from './drafts';
import { follow } from './follow';
import { type Live, liveLine } from './live';
import { outbox, owner } from './outbox';
import { type Painter, painter } from './painter';
import { reading } from './reading';
import { sightGuard } from './seen';
import { snapshots } from './snapshots';
import { makeStore } from './store';
import { draftKey } from './target';
import { t } from '../words';

const KEEP_MS = 800;
const TOAST_MS = 6000;
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

  const api = makeApi({
    server: () => store.session.peek()?.server ?? store.server.peek() ?? null,
    async token(stale) {
      if (token === null || stale === token) {
        token = (await line.ask('token', stale === undefined ? {} : { stale })).token;
      }
      return token;
    },
  });

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

  const keep = (): void => {
    const shown = store.snapshot.peek();
    const workspace = store.session.peek()?.workspace.id;
    if (shown === null || shown.cached || workspace === undefined) return;
    memory.keep(shown.key, { workspace, beside: shown.beside, timeline: shown.timeline, at: Date.now() });
  };
  paint = painter(
    store,
    api,
    memory,
    () => {
      events.catchUp();
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
    {
      accepted(entry, item, takenBack) {
        events.items([item]);
        if (takenBack) {
          drafts.giveBack(draftKey(entry.workspace, entry.to), entry.text, entry.template);
          actions.say(t('sidebar.toast.undone'));
        } else if (entry.to.person === null) paint.refresh();
      },
      refused(entry, verdict, detail) {
        drafts.giveBack(draftKey(entry.workspace, entry.to), entry.text, entry.template, entry.kind);
        const shown = store.snapshot.peek();
        const thread = shown?.beside.thread;
        if (shown && verdict && thread?.phone === entry.to.phone && thread.line_id === entry.to.line) {
          store.snapshot.value = { ...shown, beside: { ...shown.beside, verdict } };
        }
        actions.say(t('sidebar.toast.refused', { name: entry.to.short, why: verdict?.title ?? detail }), 'stop');
      },
      moved(_entry, items) {
        events.items(items);
      },
      tooLate: (_entry, detail) => actions.say(detail || t('sidebar.toast.too_late'), 'stop'),
    },
    life,
  );
  const go = (): void => post.go(store.session.peek()?.workspace.id ?? null);

  const read = reading(store, api, () => line.tell('unread', {}), life);

  line = liveLine(
    {
      session({ session }) {
        const before = store.session.peek();
        token = null;
        store.session.value = session;
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

  watchDocument();
  return {
    store,
    actions,
    drafts,
    outbox: box,
    catalog: templates,
    clock,
    guard: sightGuard(life),
    reading: read,
    locale: browser.i18n.getUILanguage(),
  };

  function watchDocument(): void {
    const on = <K extends keyof WindowEventMap>(kind: K, run: () => void): void =>
      addEventListener(kind, run, { signal: life });
    const leave = (): void => {
      void drafts.flush();
      // Another document (or this one after its reload) may go on at once.
      for (const entry of box.entries.peek()) {
        if (entry.lease?.by === owner) void box.change(entry.key, { lease: null });
      }
    };
    const wake = (): void => {
      line.tell('online', {});
      if (store.trouble.peek()?.kind === 'network') paint.refresh();
      go();
    };
    on('pagehide', leave);
    on('online', () => {
      store.online.value = true;
      wake();
    });
    on('offline', () => {
      store.online.value = false;
    });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'hidden') void drafts.flush();
        else wake();
      },
      { signal: life },
    );
    const stop = effect(() => {
      const shown = store.toast.value;
      if (shown === null) return;
      later(() => store.toast.peek() === shown && (store.toast.value = null), TOAST_MS, life);
    });
    life.addEventListener('abort', stop);
  }
}
