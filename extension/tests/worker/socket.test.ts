import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event, setUp } from './sockets';

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
