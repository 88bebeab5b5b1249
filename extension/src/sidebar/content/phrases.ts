/**
 * Finding the words and phrases of content.json in a text, in one pass over its words.
 * Twin of backend/threadside/rules/content/phrases.py: the longest phrase at a place wins.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, foldWords } from './folded';

/** A phrase of the list `kind`, and where it stands in the folded text. */
export interface Phrase {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

type Entries = readonly (readonly [words: readonly string[], kind: string])[];
export type Phrases = ReadonlyMap<string, Entries>;

const FORMS = /\((\w+)\)/g;
const JOIN = /^[ \-'/_\n]{0,2}$/;

export function compile(lists: Iterable<readonly [kind: string, entries: string[]]>): Phrases {
  const byFirst = new Map<string, [string[], string][]>();
  for (const [kind, entries] of lists) {
    for (const words of entries.flatMap(forms)) {
      const first = words[0];
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), [words, kind]]);
    }
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b[0].length - a[0].length);
  return byFirst;
}

/** Every phrase in order, none overlapping; a phrase never reaches past punctuation. */
export function find(phrases: Phrases, folded: Folded): Phrase[] {
  const found: Phrase[] = [];
  const { words } = folded;
  for (let index = 0; index < words.length; index += 1) {
    const first = words[index];
    const here = first && phrases.get(first.text)?.find((one) => stands(folded, index, one[0]));
    const last = here && words[index + here[0].length - 1];
    if (first === undefined || here === undefined || last === undefined) continue;
    found.push({ kind: here[1], start: first.start, end: last.end });
    index += here[0].length - 1;
  }
  return found;
}

/** The words and phrases of content.json: each class of risk, and the lists beside them. */
export const lists: Phrases = compile([
  ...Object.entries(data.risks).map(([name, entries]) => [name, entries.split('|')] as const),
  ['promotional', data.promotional.split('|')],
  ['blame', data.blame.split('|')],
  ['harmless', data.harmless.split('|')],
]);

/** Singular and plural; with an apostrophe, and without as many type it. */
function forms(entry: string): string[][] {
  const spelled = [entry.replace(FORMS, ''), entry.replace(FORMS, '$1')];
  const all = new Set([...spelled, ...spelled.map((form) => form.replaceAll("'", ''))]);
  return Array.from(all, foldWords);
}

function stands({ words, plain }: Folded, index: number, phrase: readonly string[]): boolean {
  return phrase.every((wanted, at) => {
    const word = words[index + at];
    const before = words[index + at - 1];
    if (word?.text !== wanted) return false;
    return at === 0 || before === undefined || JOIN.test(plain.slice(before.end, word.start));
  });
}
