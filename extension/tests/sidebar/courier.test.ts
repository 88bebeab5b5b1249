import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem, SignedOut, Unreachable } from '../../src/sidebar/api';
import { type CourierTold, courier } from '../../src/sidebar/courier';
import { outbox, waitingFor } from '../../src/sidebar/outbox';
import { fakeApi } from './desk';
import { entry, STOP, target, text } from './make';

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

function office(api = fakeApi()) {
  const box = outbox(life.signal);
  const told = {
    accepted: vi.fn(),
    refused: vi.fn(),
    moved: vi.fn(),
    tooLate: vi.fn(),
  } satisfies CourierTold;
  return { box, told, api, post: courier(box, api, told, life.signal) };
}

const stored = async (): Promise<string[]> =>
  Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('outbox:'));
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('one press of Send', () => {
  it('is stored before its request is made', async () => {
    const kept: string[][] = [];
    const api = fakeApi({
      send: (async () => {
        kept.push(await stored());
        return text({ seq: 501, client_key: 'key00001' });
      }) as never,
    });
    const { box, post } = office(api);
    await box.add(entry());
    post.go('w1');
    await settle();
    expect(kept).toEqual([['outbox:key00001']]);
    expect(await stored()).toEqual([]);
  });

  it('keeps its key through lost answers and a busy server', async () => {
    const { box, post, api, told } = office();
    api.send
      .mockRejectedValueOnce(new Unreachable())
      .mockRejectedValueOnce(new Problem(503, 'busy', 'Busy'));
    await box.add(entry());
    post.go('w1');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(api.send.mock.calls.map(([wish]) => wish.client_key)).toEqual(Array(3).fill('key00001'));
    expect(told.accepted).toHaveBeenCalledTimes(1);
    expect(box.entries.value).toEqual([]);
  });

  it('goes on after a reload with the same key', async () => {
    const first = office();
    first.api.send.mockReturnValue(new Promise(() => undefined));
    await first.box.add(entry());
    first.post.go('w1');
    await settle();
    first.box.release();
    await settle();
    const second = office();
    await second.box.load();
    second.post.go('w1');
    await settle();
    expect(second.api.send.mock.calls.map(([wish]) => wish.client_key)).toEqual(['key00001']);
  });

  it('waits while another document is at it, and takes over when that one is gone', async () => {
    const { box, post, api } = office();
    const until = Date.now() + 6000;
    await box.add(entry({ state: 'sending', lease: { by: 'another document', until } }));
    post.go('w1');
    await vi.advanceTimersByTimeAsync(5000);
    expect(api.send).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1500);
    expect(api.send).toHaveBeenCalledTimes(1);
  });

  it('waits for a session, and never goes out for another workspace', async () => {
    const { box, post, api } = office();
    api.send.mockRejectedValueOnce(new SignedOut());
    await box.add(entry());
    post.go('w1');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.send).toHaveBeenCalledTimes(1);
    post.go('w2');
    await settle();
    expect(api.send).toHaveBeenCalledTimes(1);
    post.go('w1');
    await settle();
    expect(api.send).toHaveBeenCalledTimes(2);
  });
});

describe('a proof that is too old', () => {
  const needed = (press: string | null) =>
    new Problem(409, 'press_needed', 'Look once more', { verdict: { state: 'go', press } });

  it('is renewed once, with the same key', async () => {
    const { box, post, api, told } = office();
    api.send.mockRejectedValueOnce(needed('fresh'));
    await box.add(entry({ press: 'old' }));
    post.go('w1');
    await settle();
    expect(api.send.mock.calls.map(([wish]) => [wish.client_key, wish.press])).toEqual([
      ['key00001', 'old'],
      ['key00001', 'fresh'],
    ]);
    expect(told.accepted).toHaveBeenCalledTimes(1);
  });

  it('leaves the text with its reason when the fresh one is not taken either', async () => {
    const { box, post, api } = office();
    api.send.mockRejectedValue(needed('fresh'));
    await box.add(entry({ press: 'old' }));
    post.go('w1');
    await settle();
    expect(api.send).toHaveBeenCalledTimes(2);
    expect(box.get('key00001')?.state).toBe('failed');
  });
});

describe('texts to one person', () => {
  it('leave one after the other, in the order of their presses', async () => {
    const { box, post, api } = office();
    let answer: (item: unknown) => void = () => undefined;
    api.send.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await box.add(entry({ key: 'first000', pressed: 1 }));
    await box.add(entry({ key: 'second00', pressed: 2 }));
    post.go('w1');
    await settle();
    expect(api.send.mock.calls.map(([wish]) => wish.client_key)).toEqual(['first000']);
    answer(text({ seq: 501 }));
    await settle();
    expect(api.send.mock.calls.map(([wish]) => wish.client_key)).toEqual(['first000', 'second00']);
  });

  it('do not wait for texts to others', async () => {
    const { box, post, api } = office();
    api.send.mockReturnValueOnce(new Promise(() => undefined));
    await box.add(entry({ key: 'toanna00' }));
    await box.add(entry({ key: 'toboris0', to: target({ person: 'p2', phone: '+17205550143' }) }));
    post.go('w1');
    await settle();
    expect(api.send).toHaveBeenCalledTimes(2);
  });
});

describe('a text that the server does not take', () => {
  it('is held, with what was not seen, when somebody wrote since', async () => {
    const { box, post, api, told } = office();
    const items = [text({ seq: 700, direction: 'in' })];
    api.send.mockRejectedValueOnce(
      new Problem(409, 'thread_moved', 'Anna wrote since', { items, seen: 700 }),
    );
    await box.add(entry({ seen: 10 }));
    post.go('w1');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.send).toHaveBeenCalledTimes(1);
    expect(box.entries.value).toMatchObject([{ state: 'moved', seen: 700, unseen: items }]);
    expect(told.moved).toHaveBeenCalledTimes(1);
  });

  it('leaves the outbox and says why when texting is closed', async () => {
    const { box, post, api, told } = office();
    api.send.mockRejectedValueOnce(new Problem(409, 'refused', 'No', { verdict: STOP }));
    await box.add(entry());
    post.go('w1');
    await settle();
    expect(box.entries.value).toEqual([]);
    expect(told.refused).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'Hello' }),
      STOP,
      'No',
    );
  });

  it('stays with the reason, and is not tried again by itself', async () => {
    const { box, post, api } = office();
    api.send.mockRejectedValue(
      new Problem(409, 'template_not_approved', 'This wording was retired.'),
    );
    await box.add(entry());
    post.go('w1');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(api.send).toHaveBeenCalledTimes(1);
    expect(box.entries.value).toMatchObject([
      { state: 'failed', problem: 'This wording was retired.' },
    ]);
  });
});

describe('Undo before the answer', () => {
  it('takes the text back as soon as the server has it', async () => {
    const { box, post, api, told } = office();
    let answer: (item: unknown) => void = () => undefined;
    api.send.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await box.add(entry());
    post.go('w1');
    await settle();
    await box.change('key00001', { undo: true });
    answer(text({ seq: 501, state: 'held' }));
    await settle();
    expect(api.undo).toHaveBeenCalledWith('i00501');
    expect(told.accepted).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ state: 'canceled' }),
      true,
    );
  });

  it('says so when it came too late', async () => {
    const { box, post, api, told } = office();
    api.undo.mockRejectedValueOnce(new Problem(409, 'already_sent', 'Already on its way.'));
    api.send.mockResolvedValueOnce(text({ seq: 501, state: 'held' }));
    await box.add(entry({ undo: true }));
    post.go('w1');
    await settle();
    expect(told.tooLate).toHaveBeenCalledWith(expect.anything(), 'Already on its way.');
    expect(box.entries.value).toEqual([]);
  });
});

describe('what waits for a person', () => {
  it('is no longer shown once the timeline has it', () => {
    const waiting = [entry({ key: 'aaaaaaaa' }), entry({ key: 'bbbbbbbb' })];
    const items = [text({ seq: 1, client_key: 'aaaaaaaa' })];
    expect(waitingFor(waiting, target(), items).map((one) => one.key)).toEqual(['bbbbbbbb']);
    expect(waitingFor(waiting, target({ person: 'p2' }), items)).toEqual([]);
  });
});
