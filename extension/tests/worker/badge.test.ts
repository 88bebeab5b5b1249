import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { badgeText, makeBadge } from '../../src/worker/badge';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the badge', () => {
  it('shows a number that fits, and nothing for none', () => {
    expect([0, 3, 99, 100].map(badgeText)).toEqual(['', '3', '99', '99+']);
  });

  it('asks once for a burst of changes', async () => {
    const show = vi.fn();
    const fetchJson = vi.fn(async () => ({ count: 2, threads: [] }));
    const badge = makeBadge({ fetchJson, show });
    for (let change = 0; change < 20; change += 1) badge.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    expect(fetchJson).toHaveBeenCalledExactlyOnceWith('/v1/unread');
    expect(show).toHaveBeenCalledExactlyOnceWith('2');
  });

  it('stays as it is when nobody answers', async () => {
    const show = vi.fn();
    const badge = makeBadge({ fetchJson: async () => null, show });
    badge.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    expect(show).not.toHaveBeenCalled();
  });

  it('is empty after sign-out, whatever is still on its way', async () => {
    const show = vi.fn();
    let answer = (_: unknown): void => undefined;
    const fetchJson = () =>
      new Promise<unknown>((resolve) => {
        answer = resolve;
      });
    const badge = makeBadge({ fetchJson, show });
    badge.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    badge.clear();
    answer({ count: 5 });
    await vi.advanceTimersByTimeAsync(0);
    expect(show.mock.calls).toEqual([['']]);
  });
});
