/**
 * Values of a CRM that stand in a text: kept as the rep saw them from the moment a template put them
 * there, so that Send can ask whether the CRM still says so. Pure.
 */
import { listOf, shape, text as words } from '../../shape';

export interface ShownValue {
  name: string;
  value: string;
}

/** A value that is not what the rep saw (contracts/records.py); an empty `new` is missing there. */
export interface ValueChange {
  name: string;
  old: string;
  new: string;
}

/** What the server takes of one text (contracts/records.py). */
const MOST = 40;

export const areShown = listOf(shape<ShownValue>({ name: words(64), value: words(2000) }), MOST);

/** Both, the later ones for names that are in both. */
export function joined(before: readonly ShownValue[], more: readonly ShownValue[]): ShownValue[] {
  const names = new Set(more.map(({ name }) => name));
  return [...before.filter(({ name }) => !names.has(name)), ...more].slice(-MOST);
}

/** A value as a word of its own: `Ann` does not stand in `Anna`. */
const whole = (value: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'gu',
  );

/** Those that the text still has, word for word: the rep may have written over the others. */
export const standing = (text: string, values: readonly ShownValue[]): ShownValue[] =>
  values.filter(({ value }) => value !== '' && whole(value).test(text));

export type Piece = string | { old: string; new: string };

/** A text in pieces: what stays, and what would stand in place of what. */
export function pieces(text: string, changes: readonly ValueChange[]): Piece[] {
  let parts: Piece[] = [text];
  for (const { old, new: now } of changes) {
    if (old === '' || now === '') continue;
    parts = parts.flatMap((part) => {
      if (typeof part !== 'string') return [part];
      const between = part.split(whole(old));
      return between.flatMap((one, i): Piece[] => (i === 0 ? [one] : [{ old, new: now }, one]));
    });
  }
  return parts.filter((part) => part !== '');
}

/** The text with what the CRM says now; of what it no longer says, the words stay. */
export const rewritten = (text: string, changes: readonly ValueChange[]): string =>
  pieces(text, changes)
    .map((part) => (typeof part === 'string' ? part : part.new))
    .join('');

/** What the rep has seen once the changes are accepted; what is missing in the CRM is theirs. */
export function accepted(
  values: readonly ShownValue[],
  changes: readonly ValueChange[],
): ShownValue[] {
  const news = new Map(changes.map((change) => [change.name, change.new]));
  return values
    .map(({ name, value }) => ({ name, value: news.get(name) ?? value }))
    .filter(({ value }) => value !== '');
}
