import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { makeStore } from '../../../src/sidebar/store';
import { takeProof } from '../../../src/sidebar/verdict/gesture';
import { watchVerdict } from '../../../src/sidebar/verdict/watch';
import { keepWhy } from '../../../src/sidebar/verdict/why';
import type { Verdict } from '../../../src/sidebar/wire';
import { beside, REF, verdict } from '../make';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-22T13:00:00Z');

function watching(shown: Partial<Verdict>, screen: { visibilityState: DocumentVisibilityState }) {
  const store = makeStore();
  const minute = signal(NOW);
  const ask = vi.fn();
  const show = (change: Partial<Verdict>): void => {
    const one = beside({ verdict: verdict(change) });
    const timeline = { items: [], older: null };
    store.snapshot.value = { key: 'k', ref: REF, beside: one, timeline, mark: null, cached: false };
  };
  show(shown);
  watchVerdict(store, { minute }, ask, new AbortController().signal, screen);
  const pass = (minutes: number): void => {
    for (let n = 0; n < minutes; n += 1) minute.value += MINUTE;
  };
  return { store, ask, show, pass };
}
const visible = { visibilityState: 'visible' } as const;

describe('a verdict on screen', () => {
  it('is asked for again when what it waits for has come', () => {
    const { ask, pass } = watching({ state: 'wait', until: '2026-11-22T13:02:00Z' }, visible);
    pass(1);
    expect(ask).not.toHaveBeenCalled();
    pass(1);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is asked for once a minute when the answer names the same hour again', () => {
    const late = { state: 'wait', until: '2026-11-22T12:59:00Z' } as const;
    const { ask, pass, show } = watching(late, visible);
    ask.mockImplementation(() => show(late));
    pass(3);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('is renewed before its proof is ten minutes old, and left alone without one', () => {
    const { ask, pass } = watching({ press: 'proof' }, visible);
    pass(5);
    expect(ask).not.toHaveBeenCalled();
    pass(3);
    expect(ask).toHaveBeenCalled();
    const other = watching({}, visible);
    other.pass(20);
    expect(other.ask).not.toHaveBeenCalled();
  });

  it('costs nothing while nobody looks', () => {
    const { ask, pass } = watching({ press: 'proof' }, { visibilityState: 'hidden' });
    pass(20);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('the proof of an open composer', () => {
  it('goes with one press, and the next is fetched at once', () => {
    const { store } = watching({ press: 'proof' }, visible);
    const renew = vi.fn();
    expect(takeProof(store, { renew })).toBe('proof');
    expect(takeProof(store, { renew })).toBeNull();
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is nothing where the server gives none', () => {
    const renew = vi.fn();
    expect(takeProof(watching({}, visible).store, { renew })).toBeNull();
    expect(takeProof(makeStore(), { renew })).toBeNull();
    expect(renew).not.toHaveBeenCalled();
  });
});

describe('reasons that are spread out', () => {
  it('stay so in this tab, after its page was loaded anew, and in no other', async () => {
    const life = new AbortController();
    const opened = async (tab: number) => {
      const store = makeStore();
      keepWhy(store, tab, life.signal);
      await vi.waitFor(async () => undefined);
      await new Promise((resolve) => setTimeout(resolve));
      return store;
    };
    (await opened(7)).why.value = true;
    await new Promise((resolve) => setTimeout(resolve));
    expect((await opened(7)).why.value).toBe(true);
    expect((await opened(8)).why.value).toBe(false);
    life.abort();
  });
});
