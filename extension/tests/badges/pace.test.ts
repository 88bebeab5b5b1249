import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makePace } from '../../src/badges/pace';

beforeEach(() => void vi.useFakeTimers());

describe('the pace of questions', () => {
  it('gathers what comes together, and keeps the gap', () => {
    const run = vi.fn();
    const pace = makePace(run);
    for (let n = 0; n < 5; n += 1) pace.soon(1000);
    vi.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledOnce();
    pace.soon(1000);
    vi.advanceTimersByTime(700);
    expect(run).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(300);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('lets what is new go before what is only old', () => {
    const run = vi.fn();
    const pace = makePace(run);
    pace.soon(1000);
    vi.advanceTimersByTime(150);
    pace.soon(5000);
    pace.soon(1000);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('ends', () => {
    const run = vi.fn();
    const pace = makePace(run);
    pace.soon(0);
    pace.stop();
    vi.advanceTimersByTime(1000);
    expect(run).not.toHaveBeenCalled();
  });
});
