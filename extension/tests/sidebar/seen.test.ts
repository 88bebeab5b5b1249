import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { STEADY_MS, sightGuard } from '../../src/sidebar/seen';

function guard() {
  const life = new AbortController();
  onTestFinished(() => life.abort());
  let report: (visible: boolean) => void = () => undefined;
  let now = 0;
  const eye = { observe: vi.fn(), disconnect: vi.fn() };
  const made = sightGuard(
    life.signal,
    () => now,
    (told) => {
      report = told;
      return eye;
    },
  );
  made.watch(document.createElement('button'));
  return {
    made,
    see: (visible: boolean) => report(visible),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('the Send button', () => {
  it('counts as seen when the browser says so', () => {
    const { made, see } = guard();
    expect(made.known()).toBeNull();
    see(true);
    expect(made.known()).toBe('clear');
  });

  it('does not right after it was uncovered: that is what a trap does', () => {
    const { made, see, pass } = guard();
    see(false);
    expect(made.known()).toBe('unsure');
    pass(1000);
    see(true);
    expect(made.known()).toBe('unsure');
    pass(STEADY_MS);
    expect(made.known()).toBe('clear');
  });

  it('does not when the browser says nothing', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { made } = guard();
    const first = made.first();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toBe('unsure');
  });

  it('is waited for in its first moments', async () => {
    const { made, see } = guard();
    const first = made.first();
    see(true);
    expect(await first).toBe('clear');
  });
});
