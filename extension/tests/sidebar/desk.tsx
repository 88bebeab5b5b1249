/** A desk with the real store, drafts, outbox and actions; the server is what the test says. */
import { signal } from '@preact/signals';
import { render } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { onTestFinished, vi } from 'vitest';
import { makeActions } from '../../src/sidebar/actions';
import type { Api } from '../../src/sidebar/api';
import { courier } from '../../src/sidebar/courier';
import { type Desk, DeskContext } from '../../src/sidebar/desk';
import { draftBook } from '../../src/sidebar/drafts';
import { follow } from '../../src/sidebar/follow';
import { gallery } from '../../src/sidebar/media/gallery';
import type { Upload } from '../../src/sidebar/media/upload';
import { uploads } from '../../src/sidebar/media/uploads';
import { outbox } from '../../src/sidebar/outbox';
import { outcomes } from '../../src/sidebar/outcomes';
import type { Painter } from '../../src/sidebar/painter';
import { makeStore } from '../../src/sidebar/store';
import type { Beside, Template } from '../../src/sidebar/wire';
import { beside as anyBeside, REF, session, text, verdict } from './make';
import { FOUND_NOBODY } from './make_record';

export function fakeApi(change: Partial<Api> = {}) {
  let seq = 500;
  return {
    beside: vi.fn(async () => anyBeside()),
    older: vi.fn(async () => ({ items: [], next_cursor: null })),
    send: vi.fn(async (wish: { client_key: string; text: string }) => {
      seq += 1;
      return text({ seq, text: wish.text, client_key: wish.client_key, state: 'held' });
    }),
    undo: vi.fn(async (id: string) => text({ seq: 501, id, state: 'canceled', version: 2 })),
    sendNow: vi.fn(async (id: string) => text({ seq: 501, id, version: 2 })),
    settle: vi.fn(async (id: string) => text({ seq: 501, id, version: 2 })),
    message: vi.fn(async () => text({ seq: 501 })),
    note: vi.fn(),
    place: vi.fn(async () => ({ ahead: 2, leaves_at: null, words: '2 texts are before it' })),
    media: vi.fn(async () => new Blob(['jpeg'], { type: 'image/jpeg' })),
    verdict: vi.fn(async () => verdict()),
    read: vi.fn(async () => undefined),
    choose: vi.fn(async () => undefined),
    templates: vi.fn(async () => null),
    json: vi.fn(async (_method: string, path: string) =>
      path === '/records/search' ? FOUND_NOBODY : {},
    ),
    bytes: vi.fn(async () => new Blob(['%PDF'])),
    ...change,
  } as unknown as { [K in keyof Api]: ReturnType<typeof vi.fn> } & Api;
}

interface Given {
  /** What becomes of a file; never answered unless said. */
  upload?: Upload;
  beside?: Beside;
  api?: Partial<Api>;
  templates?: Template[] | null;
  sight?: 'clear' | 'unsure';
  now?: number;
}

export function makeDesk(given: Given = {}) {
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const now = given.now ?? Date.UTC(2026, 10, 22, 13, 0, 0);
  const store = makeStore();
  const api = fakeApi(given.api);
  const shown = given.beside ?? anyBeside();
  store.session.value = session();
  store.server.value = 'http://server.test';
  store.link.value = 'up';
  store.route.value = { seq: 1, ref: REF, crm: 'sample', host: 'acme' };
  store.subject.value = { key: 'k1', ref: REF, turn: 1 };
  store.snapshot.value = {
    key: 'k1',
    ref: REF,
    beside: shown,
    timeline: { items: shown.timeline.items, older: shown.timeline.next_cursor ?? null },
    mark: shown.unread_after,
    cached: false,
  };
  const painter = {
    refresh: vi.fn(),
    pin: vi.fn(async () => undefined),
    older: vi.fn(async () => undefined),
  };
  const events = follow(
    store,
    api,
    { refresh: painter.refresh, templatesChanged: vi.fn() },
    life.signal,
  );
  const drafts = draftBook(life.signal);
  const box = outbox(life.signal);
  const page = { tell: vi.fn(), look: vi.fn(async () => true), panel: false };
  const post = courier(
    box,
    api,
    outcomes({
      store,
      drafts,
      follow: events,
      refresh: painter.refresh,
      say: (words, tone) => actions.say(words, tone),
    }),
    life.signal,
  );
  const actions = makeActions({
    store,
    api,
    outbox: box,
    courier: post,
    drafts,
    painter: painter as unknown as Painter,
    follow: events,
    page,
    signIn: vi.fn(async () => ({ session: null, problem: null })),
    options: vi.fn(async () => undefined),
    openPanel: vi.fn(async () => undefined),
    now: () => Date.now(),
  });
  const sight = signal(given.sight ?? 'clear');
  const desk: Desk = {
    store,
    actions,
    api,
    drafts,
    outbox: box,
    gallery: gallery(api),
    uploads: uploads(given.upload ?? (() => new Promise(() => undefined)), drafts, () =>
      store.online.peek(),
    ),
    catalog: {
      list: signal(given.templates ?? null),
      problem: signal(null),
      want: vi.fn(),
      stale: vi.fn(),
    },
    clock: { minute: signal(now), now: () => now },
    guard: { watch: vi.fn(), known: () => sight.value, first: async () => sight.value },
    reading: { atEnd: vi.fn() },
    locale: 'en-US',
  };
  return { desk, store, api, drafts, box, actions, painter, page, events, sight };
}

export function show(desk: Desk, ui: ComponentChildren) {
  return render(<DeskContext.Provider value={desk}>{ui}</DeskContext.Provider>);
}
