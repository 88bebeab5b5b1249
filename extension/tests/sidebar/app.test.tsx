/** The whole sidebar between a fake page, a fake service worker and a fake server. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FromPage, FromWorker, RecordRef } from '../../src/messages';
import { startSidebar } from '../../src/sidebar/app';
import { DeskContext } from '../../src/sidebar/desk';
import { App } from '../../src/sidebar/ui/App';
import type { Beside, EventData } from '../../src/sidebar/wire';
import { fakeEvent, fakePort, type TestPort } from '../chrome';
import { beside, page, person, phone, REF, STOP, session, text } from './make';

afterEach(cleanup);

type Answer = Response | Promise<Response>;
const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const problem = (status: number, code: string, detail: string, more = {}): Response =>
  json({ type: 'about:blank', title: code, status, code, detail, ...more }, status);

const recordOf = (id: string): RecordRef => ({ ...REF, id });
/** A snapshot whose person and words carry the record's number. */
function snapshotOf(id: string, change: Partial<Beside> = {}): Beside {
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

class World {
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

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
  const { life } = world;
  onTestFinished(() => life.abort());
});

const heading = (): string => screen.getByRole('heading', { level: 1 }).textContent ?? '';

describe('from a route to a painted conversation', () => {
  it('takes one request, with the token of the session', async () => {
    world.open(1, '1');
    await world.painted('1');
    expect(heading()).toBe('Person 1');
    expect(world.count('/beside')).toBe(1);
    expect(world.seen[0]?.token).toBe('Bearer T1');
  });

  it('drops what belongs to an older record, whenever it arrives', async () => {
    let late: (answer: Response) => void = () => undefined;
    world.routes['GET /beside'] = ({ query }) =>
      query.get('id') === '1'
        ? new Promise((resolve) => {
            late = resolve;
          })
        : json(snapshotOf('2'));
    world.open(1, '1');
    await waitFor(() => expect(world.count('/beside')).toBe(1));
    world.open(2, '2');
    await world.painted('2');
    late(json(snapshotOf('1')));
    await Promise.resolve();
    expect(heading()).toBe('Person 2');
  });

  it('locks the composer from the first moment, and unlocks it with the answer', async () => {
    world.open(1, '1');
    await world.painted('1');
    fireEvent.input(screen.getByRole('textbox', { name: 'Message' }), {
      target: { value: 'For one' },
    });
    let answer: (response: Response) => void = () => undefined;
    world.routes['GET /beside'] = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    world.open(2, '2');
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(world.root.dataset.state).toBe('loading'));
    expect(
      screen.getByRole<HTMLButtonElement>('button', { name: 'Send', hidden: true }).disabled,
    ).toBe(true);
    expect(world.count('/messages')).toBe(0);
    await waitFor(() => expect(world.count('/beside')).toBe(2));
    answer(json(snapshotOf('2')));
    await world.painted('2');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe('');
    world.routes['GET /beside'] = () => json(snapshotOf('1'));
    world.open(3, '1');
    await world.painted('1');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe(
      'For one',
    );
  });

  it('paints a record seen before at once, but locked until the answer', async () => {
    world.open(1, '1');
    await world.painted('1');
    world.open(2, '2');
    await world.painted('2');
    world.routes['GET /beside'] = () => new Promise(() => undefined);
    world.open(3, '1');
    await waitFor(() => expect(world.root.dataset.record).toBe('sample:acme:contact:1'));
    expect(world.root.dataset.fresh).toBe('false');
    expect(heading()).toBe('Person 1');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Line' }).disabled).toBe(true);
  });

  it('renews a refused token once, and asks to sign in when that does not help', async () => {
    world.routes['GET /beside'] = ({ token }) =>
      token === 'Bearer T2' ? json(snapshotOf('1')) : problem(401, 'token_expired', 'Renew it.');
    const port = world.worker.at(-1);
    if (port === undefined) throw new Error('no port');
    world.open(1, '1');
    await waitFor(() => expect(world.root.dataset.state).toBe('signed-out'));
    expect(world.count('/beside')).toBe(1);
    world.token = 'T2';
    world.fromWorker('session', { session: session() });
    await world.painted('1');
  });
});

describe('a record that is not known', () => {
  const unknown = (id: string, change: Partial<Beside> = {}): Beside =>
    snapshotOf(id, {
      state: 'empty',
      people: [],
      person_id: null,
      record: { ...recordOf(id), name: null, known: false },
      thread: { id: null, line_id: 'l1', phone: null, person_id: null },
      timeline: page(),
      ...change,
    });

  it('waits for what the page shows, and asks with it', async () => {
    world.routes['GET /beside'] = ({ query }) =>
      json(
        query.getAll('phones').length === 0
          ? unknown('5')
          : unknown('5', {
              state: 'new',
              new_name: query.get('name'),
              page_phones: [phone()],
              thread: { id: null, line_id: 'l1', phone: '+17205550142', person_id: null },
            }),
      );
    world.open(1, '5');
    await waitFor(() => expect(world.count('/beside')).toBe(1));
    expect(world.root.dataset.state).toBe('loading');
    world.fromPage('hint', {
      seq: 1,
      state: 'read',
      name: 'Marta Ruiz',
      phones: ['(720) 555-0142'],
    });
    await world.painted('5');
    expect(heading()).toBe('Marta Ruiz');
    expect(screen.getByText('Nobody here has texted this number yet')).toBeTruthy();
  });

  it('says whether the page has no number or could not be read', async () => {
    world.routes['GET /beside'] = ({ query }) => json(unknown(query.get('id') ?? ''));
    world.open(1, '5');
    await waitFor(() => expect(world.count('/beside')).toBe(1));
    world.fromPage('hint', { seq: 1, state: 'none', name: 'X', phones: [] });
    expect(await screen.findByText('This record has no number')).toBeTruthy();
    world.open(2, '6');
    world.fromPage('hint', { seq: 2, state: 'unreadable', name: null, phones: [] });
    expect(await screen.findByText("This page's number can't be read")).toBeTruthy();
  });

  it('on a page of nothing but numbers is the number that is pressed', async () => {
    world.fromPage('record', { seq: 1, ref: null, crm: 'generic', host: 'intranet.example' });
    await waitFor(() => expect(world.root.dataset.state).toBe('empty'));
    world.fromPage('tel', { number: '+1 (720) 555-0142' });
    await waitFor(() => expect(world.count('/beside')).toBe(1));
    const [asked] = world.seen;
    expect(asked?.query.get('crm')).toBe('generic');
    expect(asked?.query.get('account')).toBe('intranet.example');
    expect(asked?.query.getAll('phones')).toEqual(['+1 (720) 555-0142']);
  });
});

describe('what happens meanwhile', () => {
  it('a reply is in the conversation at once, once, and only in its own', async () => {
    world.open(1, '1');
    await world.painted('1');
    const reply = text({ seq: 101, direction: 'in', person_id: 'p1', text: 'Yes!' });
    world.event(101, { type: 'message', item: reply });
    world.event(101, { type: 'message', item: reply });
    world.event(102, {
      type: 'message',
      item: text({ seq: 102, direction: 'in', person_id: 'p9', phone: '+1999', text: 'other' }),
    });
    expect(await screen.findByRole('listitem', { name: /Person 1, .*Yes!/ })).toBeTruthy();
    expect(screen.getAllByText('Yes!')).toHaveLength(1);
    expect(screen.queryByText('other')).toBeNull();
    expect(world.root.dataset.seq).toBe('102');
  });

  it('that came while the snapshot was on its way is not lost', async () => {
    let answer: (response: Response) => void = () => undefined;
    world.open(1, '1');
    await world.painted('1');
    world.routes['GET /beside'] = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    world.open(2, '2');
    await waitFor(() => expect(world.count('/beside')).toBe(2));
    world.event(105, {
      type: 'message',
      item: text({ seq: 105, direction: 'in', person_id: 'p2', text: 'in between' }),
    });
    answer(json(snapshotOf('2', { seq: 104 })));
    expect(await screen.findByText('in between')).toBeTruthy();
  });

  it('an opt-out closes the composer', async () => {
    world.open(1, '1');
    await world.painted('1');
    world.routes['GET /beside'] = () => json(snapshotOf('1', { seq: 120, verdict: STOP }));
    world.event(120, { type: 'consent', phone: '+17205550001', opted_out: true });
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toContain(
      'asked not to be texted',
    );
  });

  it('too much of it, or a gap, is fetched again', async () => {
    world.open(1, '1');
    await world.painted('1');
    world.fromWorker('reset', { seq: 900 });
    await waitFor(() => expect(world.count('/beside')).toBe(2));
    world.fromWorker('head', { seq: 950 });
    await waitFor(() => expect(world.count('/beside')).toBe(3));
  });

  it('survives the death of the service worker', async () => {
    world.open(1, '1');
    await world.painted('1');
    world.worker.at(-1)?.drop();
    await waitFor(() => expect(world.worker).toHaveLength(2));
    await waitFor(() => expect(world.count('/beside')).toBe(2));
    world.event(130, {
      type: 'message',
      item: text({ seq: 130, direction: 'in', person_id: 'p1', text: 'still here' }),
    });
    expect(await screen.findByText('still here')).toBeTruthy();
  });

  it('before the connection was up is fetched, too', async () => {
    let answer: (response: Response) => void = () => undefined;
    world.routes['GET /beside'] = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    world.open(1, '1');
    await waitFor(() => expect(world.count('/beside')).toBe(1));
    world.fromWorker('head', { seq: 300 });
    world.routes['GET /beside'] = () => json(snapshotOf('1', { seq: 300 }));
    answer(json(snapshotOf('1', { seq: 299 })));
    await waitFor(() => expect(world.root.dataset.seq).toBe('300'));
    expect(world.count('/beside')).toBe(2);
  });

  it('a sign-out hides everything at once, and the next member starts with nothing', async () => {
    world.open(1, '1');
    await world.painted('1');
    world.fromWorker('session', { session: null });
    expect(await screen.findByText('You are signed out')).toBeTruthy();
    world.routes['GET /beside'] = () => new Promise(() => undefined);
    const other = { id: 'm9', name: 'Ada Okoro', initials: 'AO' };
    world.fromWorker('session', {
      session: session({ member: other, workspace: { ...session().workspace, id: 'w9' } }),
    });
    await waitFor(() => expect(world.root.dataset.state).toBe('loading'));
    expect(screen.queryByText('story of 1')).toBeNull();
  });

  it('an update of the extension says what to do', async () => {
    world.open(1, '1');
    await world.painted('1');
    const { id } = chrome.runtime;
    onTestFinished(() => {
      (chrome.runtime as { id: string | undefined }).id = id;
    });
    (chrome.runtime as { id: string | undefined }).id = undefined;
    world.worker.at(-1)?.drop();
    expect(await screen.findByText('Threadside was updated')).toBeTruthy();
  });
});

describe('without a connection', () => {
  it('the last snapshot stays readable, and a text waits and then goes, once', async () => {
    world.open(1, '1');
    await world.painted('1');
    const down = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
    world.routes['GET /beside'] = down;
    world.routes['POST /messages'] = down;
    window.dispatchEvent(new Event('offline'));
    world.fromWorker('reset', { seq: 900 });
    await waitFor(() => expect(world.root.dataset.state).toBe('offline'));
    expect(screen.getByText('story of 1')).toBeTruthy();
    const field = screen.getByRole('textbox', { name: 'Message' });
    fireEvent.input(field, { target: { value: 'Back soon' } });
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    expect(
      await screen.findByRole('listitem', { name: /Back soon — Waits until you are online/ }),
    ).toBeTruthy();
    world.routes['GET /beside'] = () => json(snapshotOf('1'));
    world.routes['POST /messages'] = ({ body }) =>
      json(
        text({
          seq: 140,
          person_id: 'p1',
          text: String(body.text),
          client_key: String(body.client_key),
          state: 'submitted',
        }),
        201,
      );
    window.dispatchEvent(new Event('online'));
    expect(
      await screen.findByRole('listitem', { name: /Back soon — Sent/ }, { timeout: 4000 }),
    ).toBeTruthy();
    const keys = world.seen
      .filter((one) => one.path === '/messages')
      .map((one) => one.body.client_key);
    expect(new Set(keys).size).toBe(1);
    expect(screen.getAllByText('Back soon')).toHaveLength(1);
  });
});

describe('reading', () => {
  it('is told to the server once what is new has been on screen', async () => {
    world.routes['GET /beside'] = () =>
      json(
        snapshotOf('1', {
          unread_after: 10,
          timeline: page(text({ seq: 33, direction: 'in', person_id: 'p1' })),
        }),
      );
    world.routes['POST /people/p1/read'] = () => new Response(null, { status: 204 });
    world.open(1, '1');
    await world.painted('1');
    await waitFor(() => expect(world.count('/people/p1/read')).toBe(1), { timeout: 3000 });
    expect(world.seen.find((one) => one.path === '/people/p1/read')?.body).toEqual({ seq: 33 });
    expect(world.worker.at(-1)?.posted).toContainEqual(expect.objectContaining({ k: 'unread' }));
  });
});
