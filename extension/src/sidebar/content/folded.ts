/**
 * A text as a reader takes it: lower case, plain letters, nothing invisible; and the way back.
 * Twin of backend/threadside/rules/content/folded.py.
 */
import type { Span } from './hint';

/** A run of letters and digits with its place in the folded text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Folded {
  readonly text: string;
  readonly plain: string;
  readonly words: readonly Word[];
  /** The range of `text` behind `plain.slice(start, end)`, which is not empty. */
  span(start: number, end: number): Span;
}

const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}]/gu;
const BLANK = /^[\p{Zs}\p{Cc}]$/u;
const WORD = /[\p{L}\p{N}]+/gu;
const PRINTABLE = /^[ -~\n]*$/;
// U+FDFA alone would become eighteen characters.
const LONGEST = 4;

const plainChars = new Map<string, string>();
for (const [chars, plain] of [
  ['‘’ʼ‛′´', "'"],
  ['“”„‟«»″', '"'],
  ['‐‑‒–—―−', '-'],
  ['\n\u2028\u2029', '\n'],
  // Letters by category that nothing is drawn for.
  ['\u2800\u3164\uffa0\u115f\u1160', ' '],
  ['ß', 'ss'],
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['。', '.'],
] as const) {
  for (const char of chars) plainChars.set(char, plain);
}

/** Linear in the length of `text`. */
export function fold(text: string): Folded {
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const same = PRINTABLE.test(text);
  if (same) plain = text.toLowerCase();
  else {
    let at = 0;
    for (const char of text) {
      const piece = foldChar(char);
      for (let unit = 0; unit < piece.length; unit += 1) {
        starts.push(at);
        ends.push(at + char.length);
      }
      plain += piece;
      at += char.length;
    }
  }
  return {
    text,
    plain,
    words: wordsOf(plain),
    span: (start, end) => (same ? [start, end] : [starts[start] ?? 0, ends[end - 1] ?? 0]),
  };
}

/** The characters of the text behind a range of its folded form. */
export function source(folded: Folded, start: number, end: number): string {
  return folded.text.slice(...folded.span(start, end));
}

/** The folded words of a text. */
export function foldWords(text: string): string[] {
  return fold(text).words.map((word) => word.text);
}

export const visible = (text: string): string => text.replace(INVISIBLE, '');

/** In capitals, with at least one letter that has them. */
export const isUpper = (text: string): boolean =>
  text === text.toUpperCase() && text !== text.toLowerCase();

function wordsOf(plain: string): Word[] {
  return Array.from(plain.matchAll(WORD), (found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

const known = new Map<string, string>();

function foldChar(char: string): string {
  let piece = known.get(char);
  if (piece === undefined) {
    piece = plainChars.get(char) ?? unknownChar(char);
    if (known.size < 4096) known.set(char, piece);
  }
  return piece;
}

function unknownChar(char: string): string {
  if (visible(char) === '') return '';
  if (BLANK.test(char)) return ' ';
  const apart = visible(char.normalize('NFKD').toLowerCase());
  const kept = Array.from(apart, (each) => plainChars.get(each) ?? each);
  return kept.length > 0 && kept.length <= LONGEST ? kept.join('') : char;
}
