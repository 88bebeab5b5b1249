/**
 * How alike two texts are: the same words to one person again, or to many.
 * Twin of backend/threadside/rules/content/copies.py; copies to others are counted by the server,
 * which tells their marks and no words.
 */
import data from '../../../../shared_schemas/content.json';
import { sha256 } from './digest';
import { fold, foldWords } from './folded';
import { type Found, hint, type Setting } from './hint';

/** From this similarity on, two texts count as near-identical. */
const ALIKE = 0.9;
/** Shorter texts are said again and again: "On my way", "Thank you!". */
const FEWEST_WORDS = 5;

/** So many others got the wording within the hour. */
export const AROUND_HINT = 3;
const AROUND_WARN = 10;
/** Characters of a digest that are enough to know a wording by among those of an hour. */
const SHORT = 16;

const LINK = /(?<![\p{L}\p{N}_])(?:https?:\/\/|www\.)[^ \n]+/gu;
const DIGIT = /[0-9]/;
const greeting = new RegExp(
  `^[^a-z0-9]*(?:${data.holes.greetings})((?: \\p{L}[\\p{L}\\p{N}_'.-]*){1,3})(?= ?[,!.:;\\n-]|[^\\p{L}\\p{N}_ ])`,
  'du',
);
const dates = new Set(`${data.dates.names} ${data.dates.words}`.split(' '));

/** How alike two texts are, 0 to 1: the Dice coefficient of their pairs of neighbouring words. */
export function similarity(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  return (2 * common(left, right)) / (left.total + right.total);
}

/** The words that stay when a text is sent to somebody else. Equal for copies of one wording. */
export function fingerprint(text: string, names: readonly string[] = []): string {
  let plain = fold(text).plain.replace(LINK, ' ');
  const place = greeting.exec(plain)?.indices?.[1];
  if (place !== undefined) plain = plain.slice(0, place[0]) + plain.slice(place[1]);
  const leftOut = new Set(names.flatMap(foldWords));
  return foldWords(plain)
    .filter((word) => !leftOut.has(word) && !isNumber(word))
    .join(' ');
}

/** The same wording: one fingerprint, or a similarity of at least 0.9. */
export function nearIdentical(a: string, b: string): boolean {
  return fingerprint(a) === fingerprint(b) || similarity(a, b) >= ALIKE;
}

/** What copies of one wording have in common; empty for words that everybody says. */
export function mark(text: string): string {
  const wording = comparable(text) ? fingerprint(text) : '';
  return wording === '' ? '' : sha256(wording).slice(0, SHORT);
}

/** Whether the text has words enough to be a copy of another one. */
export const comparable = (text: string): boolean => foldWords(text).length >= FEWEST_WORDS;

/** The same words in the same order; case, accents and punctuation do not count. */
export const sameWords = (a: string, b: string): boolean =>
  foldWords(a).join(' ') === foldWords(b).join(' ');

/** How much of `text` stands in `source`, 0 to 1: the pairs of neighbouring words they share. */
export function taken(text: string, source: string): number {
  const of = pairs(text);
  return common(of, pairs(source)) / of.total;
}

/** `robotic_template_unedited`, else `same_as_previous`; and `copied_around`. */
export function checkCopies(text: string, setting: Setting): Found[] {
  return comparable(text) ? [again(text, setting), around(text, setting)] : [];
}

function around(text: string, { copied }: Setting): Found {
  const times = copied.size === 0 ? 0 : (copied.get(mark(text)) ?? 0);
  if (times < AROUND_HINT) return null;
  return hint('copied_around', times >= AROUND_WARN ? 'warn' : 'hint', { times });
}

function again(text: string, { template, previous }: Setting): Found {
  if (
    template !== null &&
    sameWords(text, template) &&
    previous.some((said) => nearIdentical(template, said))
  ) {
    return hint('robotic_template_unedited', 'warn');
  }
  // Another time, amount or number makes it another message, however alike the words are.
  const repeats = previous.some(
    (said) => similarity(text, said) >= ALIKE && numbers(text) === numbers(said),
  );
  return repeats ? hint('same_as_previous', 'warn') : null;
}

const isNumber = (word: string): boolean => dates.has(word) || DIGIT.test(word);

const numbers = (text: string): string => foldWords(text).filter(isNumber).sort().join(' ');

interface Pairs {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function common(left: Pairs, right: Pairs): number {
  let times = 0;
  for (const [pair, here] of left.counts) times += Math.min(here, right.counts.get(pair) ?? 0);
  return times;
}

function pairs(text: string): Pairs {
  const counts = new Map<string, number>();
  const words = [...foldWords(text), ''];
  let before = '';
  for (const word of words) {
    const pair = `${before} ${word}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    before = word;
  }
  return { counts, total: words.length };
}
