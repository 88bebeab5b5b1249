import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LINGER_MS, makeHub } from '../../src/worker/hub';
import { fakePort, OUR_ID } from '../chrome';

const OURS = {
  id: OUR_ID,
  url: `chrome-extension://${OUR_ID}/sidebar.html`,
  tab: { id: 1 } as never,
};

function setUp() {
  const on = {
    answers: {
      token: vi.fn(async () => ({ token: 'secret' })),
      signIn: vi.fn(),
      signOut: vi.fn(),
      server: vi.fn(),
      options: vi.fn(),
    },
    greeting: async () => ({ session: { session: null }, link: { state: 'up' as const } }),
    audience: vi.fn(),
    online: vi.fn(),
    unread: vi.fn(),
  };
  const hub = makeHub(on as never, OUR_ID);
  const join = (sender: object = OURS) => {
    const port = fakePort('live', sender as never);
    hub.join(port);
    return port;
  };
  return { hub, on, join };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the hub', () => {
  it('tells a new sidebar what is true, and every sidebar what happens', async () => {
    const { hub, join } = setUp();
    const [first, second] = [join(), join()];
    await vi.advanceTimersByTimeAsync(0);
    expect(first.posted).toMatchObject([
      { k: 'session', p: { session: null } },
      { k: 'link', p: { state: 'up' } },
    ]);
    hub.tell('head', { seq: 7 });
    expect(second.posted.at(-1)).toMatchObject({ k: 'head', p: { seq: 7 } });
  });

  it.each([
    ['a content script', { id: OUR_ID, url: 'https://crm.example.com/', frameId: 0 }],
    ['another extension', { id: 'other', url: `chrome-extension://${OUR_ID}/sidebar.html` }],
    [
      'a page that looks like ours',
      { id: OUR_ID, url: `https://x/?chrome-extension://${OUR_ID}/` },
    ],
    ['nobody', {}],
  ])('hears nothing from %s', (_, sender) => {
    const { hub, join, on } = setUp();
    const port = join(sender);
    expect(port.disconnected).toBe(true);
    port.hear({ k: 'token', s: 1, p: {} });
    expect(on.answers.token).not.toHaveBeenCalled();
    expect(hub.size).toBe(0);
  });

  it('knows which threads are on some screen', () => {
    const { hub, join } = setUp();
    const port = join();
    port.hear({ k: 'watch', s: 1, p: { threads: ['t1'] } });
    expect([hub.watched('t1'), hub.watched('t2')]).toEqual([true, false]);
    port.hear({ k: 'watch', s: 2, p: { threads: [] } });
    expect(hub.watched('t1')).toBe(false);
  });

  it('keeps the connection for a while after the last sidebar, for a rep between two tabs', () => {
    const { join, on } = setUp();
    join().drop();
    vi.advanceTimersByTime(LINGER_MS - 1);
    const second = join();
    vi.advanceTimersByTime(LINGER_MS);
    expect(on.audience.mock.calls.flat()).not.toContain(false);
    second.drop();
    vi.advanceTimersByTime(LINGER_MS);
    expect(on.audience).toHaveBeenLastCalledWith(false);
  });
});
