import { describe, expect, it } from 'vitest';
import { isTold, merge, newestSeq, prepend, renew } from '../../src/sidebar/timeline';
import type { TimelineItem } from '../../src/sidebar/wire';
import { failure, note, page, text } from './make';

/** Small, seeded, good enough to shuffle (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every version of every item, some of them several times, in any order. */
function storm(seed: number): { facts: TimelineItem[]; final: TimelineItem[] } {
  const next = random(seed);
  const facts: TimelineItem[] = [];
  const final: TimelineItem[] = [];
  for (let seq = 1; seq <= 12; seq += 1) {
    const versions = 1 + Math.floor(next() * 4);
    for (let version = 1; version <= versions; version += 1) {
      const item = text({ seq, version, state_words: `state ${version}` });
      for (let copy = 0; copy <= next() * 2; copy += 1) facts.push(item);
      if (version === versions) final.push(item);
    }
  }
  facts.sort(() => next() - 0.5);
  return { facts, final };
}

describe('a timeline', () => {
  it.each(
    Array.from({ length: 60 }, (_, i) => [i]),
  )('is the same for every order and repetition of its facts (seed %i)', (seed) => {
    const { facts, final } = storm(seed);
    const one = facts.reduce<readonly TimelineItem[]>((items, fact) => merge(items, [fact]), []);
    const cut = facts.length >> 1;
    const two = merge(merge([], facts.slice(cut)), facts.slice(0, cut));
    expect(one).toEqual(final);
    expect(two).toEqual(final);
    expect(merge(one, facts)).toBe(one);
  });

  it('never goes back to an older version', () => {
    const delivered = text({ seq: 1, version: 3, state: 'delivered' });
    expect(merge([delivered], [text({ seq: 1, version: 2, state: 'submitted' })])).toEqual([
      delivered,
    ]);
  });

  it('has seen its newest event, whatever the order of times', () => {
    const late = text({ seq: 9, at: '2026-01-01T00:00:00.000Z' });
    expect(newestSeq(merge([text({ seq: 4 })], [late]))).toBe(9);
    expect(newestSeq([])).toBe(0);
  });

  it('does not tell of a text that was taken back, but of one that we refused', () => {
    expect(isTold(text({ seq: 1, state: 'canceled' }))).toBe(false);
    expect(isTold(text({ seq: 1, state: 'canceled', failure: failure() }))).toBe(true);
    expect(isTold(note({ seq: 2 }))).toBe(true);
  });
});

describe('a fresh page', () => {
  const shown = { items: [1, 2, 3, 4].map((seq) => text({ seq })), older: 'before 1' };

  it('keeps older pages that it overlaps', () => {
    const fresh = renew(shown, {
      items: [text({ seq: 4 }), text({ seq: 5 })],
      next_cursor: 'before 4',
    });
    expect(fresh.items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(fresh.older).toBe('before 1');
  });

  it('replaces everything when more happened than it holds, rather than leave a hole', () => {
    const fresh = renew(shown, { items: [text({ seq: 40 })], next_cursor: 'before 40' });
    expect(fresh.items.map((item) => item.seq)).toEqual([40]);
    expect(fresh.older).toBe('before 40');
  });

  it('brings its own cursor where nothing older was loaded', () => {
    expect(
      renew({ items: [text({ seq: 2 })], older: null }, page(text({ seq: 1 }), text({ seq: 2 })))
        .items,
    ).toHaveLength(2);
  });

  it('from further back stands before what was there', () => {
    const more = prepend(shown, { items: [text({ seq: 0 })], next_cursor: null });
    expect(more.items.map((item) => item.seq)).toEqual([0, 1, 2, 3, 4]);
    expect(more.older).toBeNull();
  });
});
