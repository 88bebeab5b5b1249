import { describe, expect, it } from 'vitest';
import {
  HEIGHT,
  inSight,
  isOption,
  offsets,
  type Row,
  rowsOf,
  stepped,
} from '../../../src/sidebar/templates/rows';
import { template } from '../make';

const ALL = [
  template({ id: 'a', name: 'A', group: 'Visits' }),
  template({ id: 'b', name: 'B', group: 'Billing' }),
  template({ id: 'c', name: 'C', group: 'Visits' }),
];
const BESIDE = {
  suggested: [
    { template_id: 'c', why: 'Like what Anna wrote: “another day”' },
    { template_id: 'gone', why: 'It was retired meanwhile' },
  ],
  recent: ['b', 'c'],
  sent: [],
};
const OPEN = { turned: new Set<string>(), open: true };
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);

describe('the rows of the picker', () => {
  it('are what fits, what was used last, then all in their folders', () => {
    const rows = rowsOf({ all: ALL, query: '', beside: BESIDE, folds: OPEN });
    expect(keys(rows)).toEqual([
      ...['h-suggested', 'suggested-c', 'h-recent', 'recent-b', 'recent-c', 'h-all'],
      ...['folder-Visits', 'all-a', 'all-c', 'folder-Billing', 'all-b'],
    ]);
  });

  it('fold, one folder or all of them', () => {
    const turned = new Set(['Visits']);
    const one = rowsOf({ all: ALL, query: '', beside: null, folds: { turned, open: true } });
    expect(keys(one)).toEqual(['folder-Visits', 'folder-Billing', 'all-b']);
    const others = rowsOf({ all: ALL, query: '', beside: null, folds: { turned, open: false } });
    expect(keys(others)).toEqual(['folder-Visits', 'all-a', 'all-c', 'folder-Billing']);
  });

  it('are what a query finds, each once, whatever is folded', () => {
    const folds = { turned: new Set<string>(), open: false };
    const rows = rowsOf({ all: ALL, query: 'visits', beside: BESIDE, folds });
    expect(keys(rows)).toEqual(['found-a', 'found-c']);
  });

  it('have one place each, and only those in sight are drawn', () => {
    const all = Array.from({ length: 2000 }, (_, i) => template({ id: `t${i}`, group: '' }));
    const rows = rowsOf({ all, query: '', beside: null, folds: OPEN });
    const starts = offsets(rows);
    expect(starts.at(-1)).toBe(2000 * HEIGHT.template);
    const [from, to] = inSight(starts, 1000 * HEIGHT.template, 300);
    expect(from).toBeLessThanOrEqual(1000);
    expect(to).toBeGreaterThan(1006);
    expect(to - from).toBeLessThan(20);
    expect(inSight([0], 0, 300)).toEqual([0, 0]);
  });

  it('are walked over headings, round at the ends', () => {
    const rows = rowsOf({ all: ALL, query: '', beside: BESIDE, folds: OPEN });
    expect(stepped(rows, 1, 1)).toBe(3);
    expect(stepped(rows, 1, -1)).toBe(rows.length - 1);
    expect(stepped(rows, rows.length - 1, 1)).toBe(1);
    expect(stepped([], 0, 1)).toBe(-1);
    expect(rows.filter(isOption)).toHaveLength(8);
  });
});
