import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { later, takeover } from '../src/context';

describe('taking over a page', () => {
  it('ends the script that was there, and not the one that comes', () => {
    const page = new EventTarget();
    const old = takeover(page);
    const fresh = takeover(page);
    expect([old.aborted, fresh.aborted]).toEqual([true, false]);
  });

  it('of another page changes nothing here', () => {
    const here = takeover(new EventTarget());
    takeover(new EventTarget());
    expect(here.aborted).toBe(false);
  });
});

describe('later', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('happens once, unless it is cancelled or its life has ended', () => {
    const life = new AbortController();
    const [happens, cancelled, ended] = [vi.fn(), vi.fn(), vi.fn()];
    later(happens, 10, new AbortController().signal);
    later(cancelled, 10, life.signal)();
    later(ended, 10, life.signal);
    life.abort();
    later(ended, 10, life.signal);
    vi.advanceTimersByTime(50);
    expect(happens).toHaveBeenCalledOnce();
    expect(cancelled).not.toHaveBeenCalled();
    expect(ended).not.toHaveBeenCalled();
  });
});
