/** The whole sidebar between a fake page, a fake service worker and a fake server. */
import { render, waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import type { FromPage, FromWorker, RecordRef } from '../../src/messages';
import { startSidebar } from '../../src/sidebar/app';
import { DeskContext } from '../../src/sidebar/desk';
import { App } from '../../src/sidebar/ui/App';
import type { Beside, EventData } from '../../src/sidebar/wire';
import { fakeEvent, fakePort, type TestPort } from '../chrome';
import { beside, page, person, phone, REF, session, text } from './make';

type Answer = Response | Promise<Response>;
export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
export const problem = (status: number, code: string, detail: string, more = {}): Response =>
  json({ type: 'about:blank', title: code, status, code, detail, ...more }, status);

export const recordOf = (id: string): RecordRef => ({ ...REF, id });
/** A snapshot whose person and words carry the record's number. */
export function snapshotOf(id: string, change: Partial<Beside> = {}): Beside {
  const number = `+1720555${id.padStart(4, '0')}`;
  return beside({
    record: { ...recordOf(id), name: `Person ${id}`, known: true },
    people: [
      person({
        id: `p${id}`,
        name: `Person ${id}`,
        first_name: `P${id}`,
        phones: [phone({ e164: number })],
      }),
    ],
    person_id: `p${id}`,
    thread: { id: `t${id}`, line_id: 'l1', phone: number, person_id: `p${id}` },
    timeline: page(text({ seq: 10, person_id: `p${id}`, text: `story of ${id}` })),
    ...change,
  });
}

export class World {
  tab = fakePort('page');
  worker: TestPort[] = [];
  seen: {
    method: string;
    path: string;
    query: URLSearchParams;
    body: Record<string, unknown>;
    token: string | null;
  }[] = [];
  routes: Record<string, (asked: World['seen'][number]) => Answer> = {
    'GET /beside': ({ query }) => json(snapshotOf(query.get('id') ?? '')),
    'GET /templates': () => json({ version: '1', items: [] }),
    'GET /verdict': () => json(beside().verdict),
  };
  token = 'T1';
  life = new AbortController();
  root = document.createElement('div');

  async start(): Promise<void> {
    const api = chrome as unknown as Record<string, unknown>;
    api.tabs = {
      getCurrent: async () => ({ id: 7 }),
      query: async () => [{ id: 7 }],
      connect: () => this.tab,
      onActivated: fakeEvent(),
      onUpdated: fakeEvent(),
    };
    vi.spyOn(chrome.runtime, 'connect').mockImplementation((() => this.connect()) as never);
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.fetch(url, init));
    const post = this.tab.postMessage;
    this.tab.postMessage = (message) => {
      post(message);
      const { k, p } = message as { k: string; p: FromPage['looked'] };
      if (k === 'look') queueMicrotask(() => this.fromPage('looked', p));
    };
    const desk = await startSidebar(this.life.signal);
    render(
      <DeskContext.Provider value={desk}>
        <App root={this.root} />
      </DeskContext.Provider>,
    );
    await waitFor(() => expect(this.tab.posted.length).toBeGreaterThan(0));
  }

  connect(): TestPort {
    const port = fakePort('live');
    const post = port.postMessage;
    port.postMessage = (message) => {
      post(message);
      const { k, s } = message as { k: string; s: number };
      const answers: Record<string, unknown> = {
        token: { token: this.token },
        server: { url: 'http://server.test' },
      };
      if (k in answers) queueMicrotask(() => port.hear({ r: s, p: answers[k] }));
    };
    this.worker.push(port);
    queueMicrotask(() => {
      port.hear({ k: 'session', s: 1, p: { session: session() } });
      port.hear({ k: 'link', s: 2, p: { state: 'up' } });
    });
    return port;
  }

  fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace('/v1', '');
    const method = init.method ?? 'GET';
    const token = new Headers(init.headers).get('Authorization');
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {};
    const asked = { method, path, query: searchParams, body, token };
    this.seen.push(asked);
    const answer =
      this.routes[`${method} ${path}`]?.(asked) ?? problem(404, 'no_such_path', 'Nothing here.');
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () =>
        reject(new DOMException('aborted', 'AbortError')),
      );
      Promise.resolve(answer).then(resolve, reject);
    });
  }

  fromPage<K extends keyof FromPage>(k: K, p: FromPage[K]): void {
    this.tab.hear({ k, s: 1, p });
  }
  fromWorker<K extends keyof FromWorker>(k: K, p: FromWorker[K]): void {
    this.worker.at(-1)?.hear({ k, s: 1, p });
  }
  open(seq: number, id: string): void {
    this.fromPage('record', { seq, ref: recordOf(id), crm: 'sample', host: 'acme' });
  }
  event(seq: number, data: EventData): void {
    this.fromWorker('event', { seq, at: new Date().toISOString(), data: data as { type: string } });
  }
  async painted(id: string): Promise<void> {
    await waitFor(() => {
      expect(this.root.dataset.record).toBe(`sample:acme:contact:${id}`);
      expect(this.root.dataset.state).toBe('ready');
      expect(this.root.dataset.fresh).toBe('true');
    });
  }
  count(path: string): number {
    return this.seen.filter((one) => one.path === path).length;
  }
}
