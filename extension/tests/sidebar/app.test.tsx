import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Beside } from '../../src/sidebar/wire';
import { page, phone, session } from './make';
import { json, problem, recordOf, snapshotOf, World } from './world';

afterEach(cleanup);

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

  it('asks nothing about records that are passed by, only about the one where they stop', async () => {
    world.open(1, '1');
    await world.painted('1');
    for (const step of [2, 3, 4, 5]) world.open(step, String(step));
    await world.painted('5');
    expect(heading()).toBe('Person 5');
    expect(world.count('/beside')).toBe(2);
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
