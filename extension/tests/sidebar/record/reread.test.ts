import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { recordKey } from '../../../src/messages';
import { AGAIN_MS, rereading, SETTLE_MS } from '../../../src/sidebar/record/reread';
import { makeStore } from '../../../src/sidebar/store';
import type { ContextCard } from '../../../src/sidebar/wire';
import { beside, REF, session } from '../make';
import { context, value } from '../make_record';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function record() {
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const store = makeStore();
  store.session.value = session();
  const asked: {
    id: string;
    signal: AbortSignal;
    answer(card: ContextCard, more?: boolean): void;
  }[] = [];
  const json = vi.fn(
    (_method: string, _path: string, wish: { body: { id: string }; signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        wish.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        asked.push({
          id: wish.body.id,
          signal: wish.signal,
          answer: (card, people_changed = false) => resolve({ context: card, people_changed }),
        });
      }),
  );
  const again = vi.fn();
  const painted = rereading(store, { json: json as never }, again, life.signal);
  let turn = 0;
  const open = (id: string): void => {
    const ref = { ...REF, id };
    turn += 1;
    store.subject.value = { key: recordKey(ref), ref, turn };
  };
  const paint = (card: ContextCard, values: Record<string, string> = {}): void => {
    const { key, ref } = store.subject.peek() ?? { key: '', ref: REF };
    const shown = beside({ context: card, values });
    const timeline = { items: [], older: null };
    store.snapshot.value = { key, ref, beside: shown, timeline, mark: null, cached: false };
    painted();
  };
  const shown = () => store.snapshot.peek()?.beside;
  return { open, paint, asked, again, shown, store };
}
const STALE = context({ state: 'stale' });

describe('what is not fresh', () => {
  it('is read anew once the record has been on screen for a moment', async () => {
    const { open, paint, asked, shown } = record();
    open('1');
    paint(STALE);
    expect(asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(asked.map(({ id }) => id)).toEqual(['1']);
    asked[0]?.answer(context({ words: 'new' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()?.context?.words).toBe('new');
  });

  it.each(['fresh', 'none', 'needs_sign_in'] as const)('but not where it is %s', async (state) => {
    const { open, paint, asked } = record();
    open('1');
    paint(context({ state }));
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(asked).toEqual([]);
  });

  it('brings new merge values, and leaves those that are not the CRM’s', async () => {
    const { open, paint, asked, shown } = record();
    open('1');
    paint(context({ state: 'stale', values: [value('stage', 'Offer'), value('name', 'A')] }), {
      stage: 'Offer',
      name: 'Anna',
    });
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    asked[0]?.answer(context({ values: [value('stage', 'Won'), value('name', 'A')] }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()?.values).toEqual({ stage: 'Won', name: 'Anna' });
  });

  it('fetches the snapshot again where the record means somebody else by now', async () => {
    const { open, paint, asked, again } = record();
    open('1');
    paint(STALE);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    asked[0]?.answer(context(), true);
    await vi.advanceTimersByTimeAsync(0);
    expect(again).toHaveBeenCalledTimes(1);
  });

  it('is not asked about without a pause, however often it is painted', async () => {
    const { open, paint, asked } = record();
    open('1');
    for (let at = 0; at < AGAIN_MS; at += 500) {
      paint(STALE);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(asked).toHaveLength(2);
  });
});

describe('a record that is left', () => {
  it('of fifty in a row only the one that stays is asked about', async () => {
    const { open, paint, asked } = record();
    for (let id = 1; id <= 50; id += 1) {
      open(String(id));
      paint(STALE);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(asked.map(({ id }) => id)).toEqual(['50']);
  });

  it('has its question given up, and an answer that comes all the same is dropped', async () => {
    const { open, paint, asked, shown } = record();
    open('1');
    paint(STALE);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    open('2');
    expect(asked[0]?.signal.aborted).toBe(true);
    paint(context({ words: 'second' }));
    asked[0]?.answer(context({ words: 'first' }), true);
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()?.context?.words).toBe('second');
  });
});
