import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { page, STOP, session, text } from './make';
import { context } from './make_record';
import { json, recordOf, snapshotOf, World } from './world';

afterEach(cleanup);

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
  const { life } = world;
  onTestFinished(() => life.abort());
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

  it('of the record in its CRM is fetched, for the one that is open', async () => {
    world.routes['GET /beside'] = ({ query }) =>
      json(snapshotOf(query.get('id') ?? '', { context: context({ state: 'stale' }) }));
    // The CRM takes its time; the conversation is there before.
    world.routes['POST /records/refresh'] = () => new Promise(() => undefined);
    world.open(1, '1');
    await world.painted('1');
    await waitFor(() => expect(world.count('/records/refresh')).toBe(1));
    world.event(120, { type: 'record', record: recordOf('9') });
    world.routes['GET /beside'] = () => json(snapshotOf('1', { seq: 121, context: context() }));
    world.event(121, { type: 'record', record: recordOf('1') });
    await waitFor(() =>
      expect(screen.getByTitle('More from HubSpot').textContent).toContain('Negotiation'),
    );
    await waitFor(() => expect(world.count('/beside')).toBe(2));
    expect(world.count('/records/refresh')).toBe(1);
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
