import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Unreachable } from '../../src/worker/oauth';
import { backoff, SILENCE_MS } from '../../src/worker/socket';
import { event, setUp } from './sockets';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
