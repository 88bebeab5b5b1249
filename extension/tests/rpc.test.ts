import { describe, expect, it, vi } from 'vitest';
import { answeringLine, askingLine, LineError } from '../src/ask';
import { line } from '../src/rpc';
import { shape, text } from '../src/shape';
import { fakePort, portPair } from './chrome';

interface Facts {
  note: { words: string };
}
interface Questions {
  token: [{ stale: string }, { token: string }];
}
const checks = { note: shape<Facts['note']>({ words: text(10) }) };
const questions = { token: shape<{ stale: string }>({ stale: text(10) }) };

const quiet = { checks, on: { note: () => undefined } };

describe('a line', () => {
  it('tells facts to the handler of their kind', () => {
    const note = vi.fn();
    const port = fakePort('x');
    line(port, { checks, on: { note } });
    port.hear({ k: 'note', s: 1, p: { words: 'hello' } });
    expect(note).toHaveBeenCalledWith({ words: 'hello' });
  });

  it.each([
    ['an unknown kind', { k: 'send', s: 1, p: {} }],
    ['a kind every object has', { k: 'constructor', s: 1, p: {} }],
    ['a payload that fails its check', { k: 'note', s: 1, p: { words: 7 } }],
    ['no payload', { k: 'note', s: 1 }],
    ['text', 'note'],
    ['nothing', null],
    ['a list', [1, 2]],
  ])('drops and counts %s', (_, message) => {
    const note = vi.fn();
    const port = fakePort('x');
    const made = line(port, { checks, on: { note } });
    port.hear(message);
    expect(note).not.toHaveBeenCalled();
    expect(made.refused()).toBe(1);
  });

  it('says nothing to a peer that is gone, and does not throw when the port is dead already', () => {
    const port = fakePort('x');
    const made = line<Facts, Facts>(port, quiet);
    port.postMessage = () => {
      throw new Error('Extension context invalidated.');
    };
    made.tell('note', { words: 'a' });
    expect(made.closed.aborted).toBe(true);
  });

  it('tells that it is closed when the other end goes away', () => {
    const port = fakePort('x');
    const made = line<Facts, Facts>(port, quiet);
    port.drop();
    made.tell('note', { words: 'late' });
    expect(made.closed.aborted).toBe(true);
    expect(port.posted).toEqual([]);
  });
});

describe('a question', () => {
  const joined = (answer: (p: { stale: string }) => Promise<{ token: string }>) => {
    const [here, there] = portPair('live');
    answeringLine<Facts, Facts, Questions>(there, quiet, questions, { token: answer });
    return { asker: askingLine<Facts, Questions, Facts>(here, quiet), here, there };
  };

  it('gets its own answer, whatever the order', async () => {
    const waiting: ((value: { token: string }) => void)[] = [];
    const { asker } = joined(() => new Promise((resolve) => void waiting.push(resolve)));
    const first = asker.ask('token', { stale: 'a' });
    const second = asker.ask('token', { stale: 'b' });
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.({ token: 'two' });
    waiting[0]?.({ token: 'one' });
    expect(await Promise.all([first, second])).toEqual([{ token: 'one' }, { token: 'two' }]);
  });

  it('fails with the reason that the peer gives', async () => {
    const { asker } = joined(() => Promise.reject(new Error('unreachable')));
    await expect(asker.ask('token', { stale: 'a' })).rejects.toThrow('unreachable');
  });

  it('fails when the line closes, and at once when it was closed before', async () => {
    const { asker, here } = joined(() => new Promise(() => undefined));
    const open = asker.ask('token', { stale: 'a' });
    here.drop();
    await expect(open).rejects.toBeInstanceOf(LineError);
    await expect(asker.ask('token', { stale: 'a' })).rejects.toBeInstanceOf(LineError);
  });

  it('fails when nobody answers in time', async () => {
    vi.useFakeTimers();
    const { asker } = joined(() => new Promise(() => undefined));
    const asked = expect(asker.ask('token', { stale: 'a' }, 50)).rejects.toThrow('in time');
    await vi.advanceTimersByTimeAsync(50);
    await asked;
    vi.useRealTimers();
  });

  it('with a payload that fails its check is never answered', async () => {
    const answer = vi.fn();
    const { there } = joined(answer);
    there.hear({ k: 'token', s: 1, p: { stale: 7 } });
    expect(answer).not.toHaveBeenCalled();
    expect(there.posted).toEqual([]);
  });
});
