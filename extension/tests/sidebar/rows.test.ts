import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/sidebar/rows';
import { entry, note, text } from './make';

describe('the rows of a timeline', () => {
  it('say each day once', () => {
    const items = [
      text({ seq: 1, at: '2026-11-20T12:00:00.000Z' }),
      text({ seq: 2, at: '2026-11-20T13:00:00.000Z' }),
      text({ seq: 3, at: '2026-11-22T12:00:00.000Z' }),
    ];
    expect(rowsOf(items, [], null).map((row) => row.kind)).toEqual([
      'day',
      'item',
      'item',
      'day',
      'item',
    ]);
  });

  it('mark the first text of theirs that is new, once', () => {
    const items = [
      text({ seq: 1, direction: 'in' }),
      text({ seq: 5, direction: 'out' }),
      text({ seq: 6, direction: 'in' }),
      text({ seq: 7, direction: 'in' }),
    ];
    const kinds = rowsOf(items, [], 1).map((row) =>
      row.kind === 'item' ? row.item.seq : row.kind,
    );
    expect(kinds).toEqual(['day', 1, 5, 'mark', 6, 7]);
    expect(rowsOf(items, [], null).some((row) => row.kind === 'mark')).toBe(false);
  });

  it('keep a text the same row from the press to the word of the server', () => {
    const waiting = rowsOf([], [entry({ key: 'abcdefgh' })], null).at(-1);
    const arrived = rowsOf([text({ seq: 1, client_key: 'abcdefgh' })], [], null).at(-1);
    expect(waiting?.key).toBe('abcdefgh');
    expect(arrived?.key).toBe('abcdefgh');
  });

  it('do not tell of what was taken back', () => {
    expect(rowsOf([text({ seq: 1, state: 'canceled' })], [], null)).toEqual([]);
    expect(rowsOf([note({ seq: 1 })], [], null)).toHaveLength(2);
  });
});
