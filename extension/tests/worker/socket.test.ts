import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Unreachable } from '../../src/worker/oauth';
import { backoff, liveSocket, SILENCE_MS, type SocketParts } from '../../src/worker/socket';

class FakeSocket extends EventTarget {
  sent: unknown[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  say(frame: unknown): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  open(): void {
    this.dispatchEvent(new Event('open'));
  }
  end(code: number): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function setUp(given: Partial<SocketParts> = {}) {
  const sockets: FakeSocket[] = [];
  const told: [string, unknown][] = [];
  let cursor: number | null = null;
  let tokens = 1;
  const parts: SocketParts = {
    open(url) {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as never;
    },
    token: vi.fn(async (stale?: string) => {
      if (stale === `token-${tokens}`) tokens += 1;
      return `token-${tokens}`;
    }),
    server: async () => 'https://text.example.com',
    cursor: {
      get: async () => cursor,
      set: async (seq) => {
        cursor = seq;
      },
    },
    tell: (kind, payload) => void told.push([kind, payload]),
    rejected: vi.fn(),
    random: () => 0.5,
    ...given,
  };
  const live = liveSocket(parts);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  const up = async (head = 10) => {
    live.want(true);
    await settle();
    last().open();
    last().say({ type: 'ready', head });
    await settle();
  };
  const links = () =>
    told.filter(([kind]) => kind === 'link').map(([, p]) => (p as { state: string }).state);
  return { live, parts, sockets, told, last, up, settle, links, cursor: () => cursor };
}

const event = (seq: number) => ({
  type: 'event',
  seq,
  at: '2026-11-17T09:00:00.000Z',
  data: { type: 'consent', phone: '+17205550142', opted_out: true },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the live connection', () => {
  it('is not there while nobody wants it', async () => {
    const { live, sockets, settle } = setUp();
    live.wake();
    await settle();
    expect(sockets).toEqual([]);
    expect(live.state).toBe('down');
  });

  it('greets with token and cursor in its first frame, and nothing in its address', async () => {
    const { up, last, links, told } = setUp();
    await up();
    expect(last().url).toBe('wss://text.example.com/v1/stream');
    expect(last().sent).toEqual([{ type: 'hello', token: 'token-1', cursor: null }]);
    expect(links()).toEqual(['up']);
    expect(told).toContainEqual(['head', { seq: 10 }]);
  });

  it('hands on events, and resumes after the last of them', async () => {
    const { up, last, told, cursor, settle } = setUp();
    await up();
    last().say(event(11));
    last().say(event(12));
    expect(told.filter(([kind]) => kind === 'event')).toHaveLength(2);
    expect(cursor()).toBe(12);
    last().end(1006);
    await vi.advanceTimersByTimeAsync(60_000);
    last().open();
    await settle();
    expect(last().sent).toEqual([{ type: 'hello', token: 'token-1', cursor: 12 }]);
  });

  it('resumes from the head of its first greeting when there was no event', async () => {
    const { up, cursor } = setUp();
    await up(42);
    expect(cursor()).toBe(42);
  });

  it('passes on that there was too much to replay', async () => {
    const { up, last, told, cursor } = setUp();
    await up();
    last().say({ type: 'reset', head: 900 });
    expect(told).toContainEqual(['reset', { seq: 900 }]);
    expect(cursor()).toBe(900);
  });

  it('asks for a fresh look when something happened that it has no words for', async () => {
    const { up, last, told, cursor } = setUp();
    await up();
    last().say({ ...event(11), data: { type: 'of_a_newer_server' } });
    expect(told).toContainEqual(['reset', { seq: 11 }]);
    expect(cursor()).toBe(11);
  });

  it('answers a ping', async () => {
    const { up, last } = setUp();
    await up();
    last().say({ type: 'ping', head: 10 });
    expect(last().sent.at(-1)).toEqual({ type: 'pong' });
  });

  it.each([
    'no json',
    '[]',
    '{"type":"event","seq":-1}',
    '{"type":"unheard_of"}',
    '{"type":"ready"}',
  ])('ignores a frame like %s', async (frame) => {
    const { up, last, told } = setUp();
    await up();
    const before = told.length;
    last().say(frame);
    expect(told).toHaveLength(before);
  });
});

describe('a connection that is lost', () => {
  it('comes back for ever, at growing and random intervals', async () => {
    const { up, last, sockets, links } = setUp();
    await up();
    for (let failure = 1; failure <= 12; failure += 1) {
      const before = sockets.length;
      last().end(1006);
      await vi.advanceTimersByTimeAsync(backoff(failure, 0.5) - 1);
      expect(sockets).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(2);
      expect(sockets).toHaveLength(before + 1);
    }
    expect(links()).toEqual(['up', 'retrying']);
  });

  it('never waits longer than half a minute', () => {
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(50, 1)).toBe(30_000);
    expect(backoff(50, 0)).toBe(0);
  });

  it('is noticed by its silence', async () => {
    const { up, last, live } = setUp();
    await up();
    const silent = last();
    await vi.advanceTimersByTimeAsync(SILENCE_MS + 1);
    expect(silent.closed).toBe(true);
    expect(live.state).toBe('retrying');
    silent.say(event(99));
    silent.end(1006);
    expect(live.state).toBe('retrying');
  });

  it('is kept while the server pings', async () => {
    const { up, last, sockets } = setUp();
    await up();
    for (let ping = 0; ping < 6; ping += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      last().say({ type: 'ping', head: 10 });
    }
    expect(sockets).toHaveLength(1);
  });

  it('comes back at once when something suggests that it can', async () => {
    const { up, last, live, sockets, settle } = setUp();
    await up();
    for (let failure = 0; failure < 8; failure += 1) {
      last().end(1006);
      await vi.advanceTimersByTimeAsync(30_000);
    }
    last().end(1006);
    const before = sockets.length;
    live.wake();
    await settle();
    expect(sockets).toHaveLength(before + 1);
  });

  it('waits when the server restarts, so that not everybody comes back at once', async () => {
    const { up, last, sockets } = setUp();
    await up();
    last().end(1012);
    await vi.advanceTimersByTimeAsync(backoff(1, 0.5) + 1);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(backoff(2, 0.5));
    expect(sockets).toHaveLength(2);
  });

  it('tries again while no token can be had', async () => {
    let away = true;
    const { live, sockets, settle } = setUp({
      token: async () => {
        if (away) throw new Unreachable('offline');
        return 'token-1';
      },
    });
    live.want(true);
    await settle();
    expect(live.state).toBe('retrying');
    away = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(1);
  });
});

describe('a token that the server refuses', () => {
  it('is refreshed once, at once', async () => {
    const { up, last, settle, parts } = setUp();
    await up();
    last().end(4401);
    await vi.advanceTimersByTimeAsync(1);
    last().open();
    await settle();
    expect(last().sent[0]).toMatchObject({ token: 'token-2' });
    expect(parts.rejected).not.toHaveBeenCalled();
  });

  it('ends the session when it was fresh', async () => {
    const { up, last, parts, live, sockets } = setUp();
    await up();
    last().end(4401);
    await vi.advanceTimersByTimeAsync(1);
    last().end(4401);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(parts.rejected).toHaveBeenCalledOnce();
    expect(live.state).toBe('down');
    expect(sockets).toHaveLength(2);
  });

  it('may be refused again another day', async () => {
    const { up, last, parts } = setUp();
    await up();
    for (let day = 0; day < 3; day += 1) {
      last().end(4401);
      await vi.advanceTimersByTimeAsync(1);
      last().open();
      last().say({ type: 'ready', head: 10 });
    }
    expect(parts.rejected).not.toHaveBeenCalled();
  });
});

describe('no connection is tried', () => {
  it('after a refusal that a new token would not change', async () => {
    const { up, last, live, sockets } = setUp();
    await up();
    last().end(4403);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toHaveLength(1);
    expect(live.state).toBe('down');
  });

  it('while signed out', async () => {
    const { live, sockets, settle } = setUp({ token: async () => null });
    live.want(true);
    await settle();
    expect(sockets).toEqual([]);
    expect(live.state).toBe('down');
  });

  it('after the last listener has gone', async () => {
    const { up, last, live, sockets } = setUp();
    await up();
    live.want(false);
    expect(last().closed).toBe(true);
    last().end(1000);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toHaveLength(1);
  });

  it('twice, when the session changes while one is being made', async () => {
    const { live, sockets, settle } = setUp();
    live.want(true);
    live.restart();
    await settle();
    expect(sockets).toHaveLength(1);
  });
});
