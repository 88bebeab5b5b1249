import { beforeEach, describe, expect, it, vi } from 'vitest';
import { holds } from '../../src/settings';
import { makePageLists } from '../../src/worker/lists';
import { fakePort, OUR_ID } from '../chrome';

const PAGE = { id: OUR_ID, url: 'https://app.hubspot.com/contacts/1', frameId: 0, tab: { id: 7 } };
const ANSWER = {
  badges: [
    {
      number: '720-555-0142',
      person_id: 'somebody',
      waiting_since: '2026-03-02T15:30:00.000Z',
      unread: 2,
      owner: { id: 'm1', name: 'Ana Ruiz', initials: 'AR' },
      opted_out: false,
    },
  ],
};
const DRAWN = {
  number: '720-555-0142',
  since: Date.parse('2026-03-02T15:30:00Z'),
  unread: 2,
  owner: { name: 'Ana Ruiz', initials: 'AR' },
  out: false,
};

function setUp({ allowed = true, answer = ANSWER as unknown } = {}) {
  const get = vi.fn(async () => answer);
  const open = vi.fn();
  const audience = vi.fn();
  const lists = makePageLists(
    { rest: { get }, allowed: async () => allowed, open, audience },
    OUR_ID,
  );
  const join = (sender: object = PAGE) => {
    const port = fakePort('list', sender as never);
    lists.join(port);
    return port;
  };
  const ask = async (port: ReturnType<typeof join>, numbers: unknown) => {
    port.hear({ k: 'ask', s: 1, p: { numbers } });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { lists, join, ask, get, open, audience };
}
const said = (port: { posted: unknown[] }) =>
  port.posted.map((one) => [(one as { k: string }).k, (one as { p: object }).p]);

beforeEach(() => void vi.useFakeTimers());

describe('a list asks', () => {
  it('the server, in one request, and hears no more than is drawn', async () => {
    const { join, ask, get } = setUp();
    const port = join();
    await ask(port, ['720-555-0142', '303-555-0177']);
    expect(get).toHaveBeenCalledExactlyOnceWith('/v1/badges', {
      numbers: ['720-555-0142', '303-555-0177'],
    });
    const asked = ['720-555-0142', '303-555-0177'];
    expect(said(port)).toEqual([['badges', { asked, badges: [DRAWN] }]]);
  });

  it('no oftener than it should, whoever made it', async () => {
    const { join, ask, get } = setUp();
    const port = join();
    for (let n = 0; n < 5; n += 1) await ask(port, ['720-555-0142']);
    expect(get).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1000);
    await ask(port, ['720-555-0142']);
    expect(get).toHaveBeenCalledTimes(2);
  });

  it.each([
    [['help']],
    [Array(101).fill('720-555-0142')],
    ['720-555-0142'],
    [null],
  ])('and is not heard with %j', async (numbers) => {
    const { join, ask, get } = setUp();
    await ask(join(), numbers);
    expect(get).not.toHaveBeenCalled();
  });

  it('and is ended where the switch is off', async () => {
    const { join, ask, get } = setUp({ allowed: false });
    const port = join();
    await ask(port, ['720-555-0142']);
    expect(get).not.toHaveBeenCalled();
    expect(said(port)).toEqual([['over', {}]]);
  });

  it.each([
    null,
    '<html>',
    { badges: [{ number: 7 }] },
    { badges: Array(101).fill(ANSWER.badges[0]) },
  ])('and hears nothing when the answer is %j', async (answer) => {
    const { join, ask } = setUp({ answer });
    const port = join();
    await ask(port, ['720-555-0142']);
    expect(said(port)).toEqual([['badges', { asked: ['720-555-0142'], badges: null }]]);
  });
});

describe('the lists', () => {
  it('are told when to ask again, while they are there', () => {
    const { lists, join, audience } = setUp();
    const port = join();
    lists.stale(true);
    expect(said(port)).toEqual([['stale', { drop: true }]]);
    port.drop();
    lists.stale(false);
    expect([port.posted.length, lists.size]).toEqual([1, 0]);
    expect(audience).toHaveBeenCalledTimes(2);
  });

  it('open the sidebar of their tab', () => {
    const { join, open } = setUp();
    join().hear({ k: 'open', s: 1, p: {} });
    expect(open).toHaveBeenCalledExactlyOnceWith(7);
  });

  it.each([
    { id: 'another', url: PAGE.url, frameId: 0 },
    { ...PAGE, frameId: 3 },
  ])('are our script in a top frame, not %j', (sender) => {
    const { lists, join } = setUp();
    expect(join(sender).disconnected).toBe(true);
    expect(lists.size).toBe(0);
  });
});

describe('a site', () => {
  it.each([
    ['https://*.hubspot.com/*', 'https://app.hubspot.com/x', true],
    ['https://*.hubspot.com/*', 'https://hubspot.com/', true],
    ['https://*.hubspot.com/*', 'https://nothubspot.com/', false],
    ['https://*.hubspot.com/*', 'http://app.hubspot.com/', false],
    ['https://crm.example.com:8443/*', 'https://crm.example.com:8443/a', true],
    ['https://crm.example.com:8443/*', 'https://crm.example.com/', false],
    ['http://127.0.0.1/*', 'http://127.0.0.1:5001/a', true],
  ])('%s holds %s: %j', (pattern, address, held) => {
    expect(holds([pattern], address)).toBe(held);
  });
});
