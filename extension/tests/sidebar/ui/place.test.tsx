import { act, cleanup } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AGAIN_MS, WAITS_MS } from '../../../src/sidebar/place';
import { PRIYA, text } from '../make';
import { everythingInSight, names, talk } from './talk';

afterEach(cleanup);

let sight: ReturnType<typeof everythingInSight>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  sight = everythingInSight();
});
const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
const queued = (change = {}) => text({ seq: 1, text: 'Soon', state: 'queued', ...change });

describe('a text that has to wait', () => {
  it('says where it stands after three seconds, and again every five', async () => {
    const { api } = talk([queued()]);
    await pass(WAITS_MS - 100);
    expect(api.place).not.toHaveBeenCalled();
    await pass(200);
    expect(api.place).toHaveBeenCalledWith('i00001');
    expect(names()).toContain('You, TIME: Soon — 2 texts are before it');
    api.place.mockResolvedValue({ ahead: 0, leaves_at: null, words: 'It is the next' });
    await pass(AGAIN_MS);
    expect(names()).toContain('You, TIME: Soon — It is the next');
  });

  it('asks no more once it has left', async () => {
    const { api, events } = talk([queued()]);
    await pass(WAITS_MS + 100);
    await act(() =>
      events.items([queued({ state: 'submitted', state_words: 'Sent', version: 2 })]),
    );
    await pass(10 * AGAIN_MS);
    expect(api.place).toHaveBeenCalledTimes(1);
    expect(names()).toContain('You, TIME: Soon — Sent');
  });

  it('out of sight asks nothing', async () => {
    const { api } = talk([queued()]);
    await pass(WAITS_MS + 100);
    await act(() => sight.away());
    await pass(10 * AGAIN_MS);
    expect(api.place).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['of a colleague', { author: PRIYA }],
    ['that is held', { state: 'held' as const }],
    ['that has left', { state: 'submitted' as const }],
  ])('%s asks nothing', async (_which, change) => {
    const { api } = talk([queued(change)]);
    await pass(10 * AGAIN_MS);
    expect(api.place).not.toHaveBeenCalled();
  });

  it('keeps what it said last while the server does not answer', async () => {
    const { api } = talk([queued()]);
    await pass(WAITS_MS + 100);
    api.place.mockRejectedValue(new Error('down'));
    await pass(AGAIN_MS);
    expect(names()).toContain('You, TIME: Soon — 2 texts are before it');
  });
});
