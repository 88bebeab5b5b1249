/**
 * Finding templates as the rep types: words in any order, without accents, with a typo. Pure.
 *
 * Typos are looked for among the words that templates use (uFuzzy), which are few; which templates
 * have them is then known. So a key costs the same however long the texts are.
 */
import uFuzzy from '@leeoniya/ufuzzy';
import type { Template } from '../wire';

/** A stretch of text, marked where the query hit it. */
export interface Stretch {
  text: string;
  hit: boolean;
}

export interface Found {
  template: Template;
  /** What to mark: the words of the query, and what they were taken for. */
  hits: readonly string[];
}

const TYPO_FROM = 4;
const NAME = 4;
const FOLDER = 2;
const BODY = 1;
const BEGINS = 4;
const HOLDS = 2;
const TYPO = 1;
/** People rarely mistype how a word begins. */
const TYPO_INSIDE = 0.5;

export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const WORD = /[\p{L}\p{N}]+/gu;
const wordsOf = (text: string): string[] => fold(text).match(WORD) ?? [];

// The defaults take only Latin letters for letters.
const fuzzy = new uFuzzy({
  intraMode: 1,
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
});

interface Index {
  templates: readonly Template[];
  titles: readonly string[];
  words: string[];
  /** Of each word the templates that have it, and what it counts there. */
  postings: readonly Map<number, number>[];
}

const known = new WeakMap<readonly Template[], Index>();

/** Read once for a list; worth doing before the first key. */
export function indexed(templates: readonly Template[]): Index {
  const before = known.get(templates);
  if (before !== undefined) return before;
  const places = new Map<string, number>();
  const words: string[] = [];
  const postings: Map<number, number>[] = [];
  const add = (text: string, at: number, weight: number): void => {
    for (const word of wordsOf(text)) {
      let place = places.get(word);
      if (place === undefined) {
        place = words.push(word) - 1;
        places.set(word, place);
        postings.push(new Map());
      }
      const posting = postings[place];
      if ((posting?.get(at) ?? 0) < weight) posting?.set(at, weight);
    }
  };
  templates.forEach(({ name, group, tags, body }, at) => {
    add(name, at, NAME);
    add(`${group} ${(tags ?? []).join(' ')}`, at, FOLDER);
    add(body, at, BODY);
  });
  const made = { templates, titles: templates.map(({ name }) => fold(name)), words, postings };
  known.set(templates, made);
  return made;
}

/** The words of the templates that one word of the query may mean, with how well it fits. */
function meant({ words }: Index, term: string): Map<number, number> {
  const found = new Map<number, number>();
  words.forEach((word, at) => {
    const place = word.indexOf(term);
    if (place >= 0) found.set(at, place === 0 ? BEGINS : HOLDS);
  });
  if (term.length >= TYPO_FROM) {
    for (const at of fuzzy.filter(words, term) ?? []) {
      if (!found.has(at)) found.set(at, words[at]?.[0] === term[0] ? TYPO : TYPO_INSIDE);
    }
  }
  return found;
}

/** The templates that one word of the query finds, with how well; adds what was meant to `hits`. */
function scored(index: Index, term: string, hits: Set<string>): Map<number, number> {
  const best = new Map<number, number>();
  for (const [word, fit] of meant(index, term)) {
    if (fit <= TYPO) hits.add(index.words[word] ?? '');
    for (const [at, weight] of index.postings[word] ?? []) {
      best.set(at, Math.max(best.get(at) ?? 0, fit * weight));
    }
  }
  return best;
}

/** Those that are in both, with what they count together. */
function both(a: Map<number, number>, b: Map<number, number>): Map<number, number> {
  const found = new Map<number, number>();
  for (const [at, score] of a) {
    const other = b.get(at);
    if (other !== undefined) found.set(at, score + other);
  }
  return found;
}

/** Templates that have every word of the query, the best first, else in the order given. */
export function findTemplates(templates: readonly Template[], query: string): Found[] {
  const terms = [...new Set(wordsOf(query))];
  if (terms.length === 0) return templates.map((template) => ({ template, hits: [] }));
  const index = indexed(templates);
  const hits = new Set(terms);
  const scores = terms.map((term) => scored(index, term, hits)).reduce(both);
  const whole = terms.join(' ');
  const ranked = [...scores].map(([at, score]): [number, number] => [
    at,
    index.titles[at]?.startsWith(whole) ? score + NAME * BEGINS : score,
  ]);
  ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const marks = [...hits];
  return ranked.flatMap(([at]) => {
    const template = templates[at];
    return template === undefined ? [] : [{ template, hits: marks }];
  });
}

/** The text cut at these folded words, for highlighting. Joined it is the text again. */
export function marked(text: string, wanted: readonly string[]): Stretch[] {
  const chars = Array.from(text);
  // Folding may change lengths, so characters are folded one by one and keep their places.
  const folded = chars.map(fold);
  const hits = new Array<boolean>(chars.length).fill(false);
  for (const word of wanted) {
    const letters = Array.from(word);
    for (let at = 0; at + letters.length <= chars.length; at += 1) {
      if (letters.every((letter, i) => folded[at + i] === letter)) {
        hits.fill(true, at, at + letters.length);
      }
    }
  }
  const stretches: Stretch[] = [];
  chars.forEach((char, i) => {
    const hit = hits[i] ?? false;
    const last = stretches.at(-1);
    if (last?.hit === hit) last.text += char;
    else stretches.push({ text: char, hit });
  });
  return stretches;
}
