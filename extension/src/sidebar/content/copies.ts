/**
 * How alike two texts are: the same words to one person again.
 * Twin of backend/threadside/rules/content/copies.py; copies to others are counted by the server.
 */
import data from '../../../../shared_schemas/content.json';
import { fold, foldWords } from './folded';
import { type Found, hint, type Setting } from './hint';

/** From this similarity on, two texts count as near-identical. */
const ALIKE = 0.9;
/** Shorter texts are said again and again: "On my way", "Thank you!". */
const FEWEST_WORDS = 5;

const LINK = /(?:https?:\/\/|www\.)[^ \n]+/g;
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
  let common = 0;
  for (const [pair, times] of left.counts) common += Math.min(times, right.counts.get(pair) ?? 0);
  return (2 * common) / (left.total + right.total);
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

/** `robotic_template_unedited`, else `same_as_previous`. */
export function checkCopies(text: string, setting: Setting): Found {
  const words = foldWords(text);
  if (words.length < FEWEST_WORDS) return null;
  const { template, previous } = setting;
  if (
    template !== null &&
    words.join(' ') === foldWords(template).join(' ') &&
    previous.some((said) => nearIdentical(template, said))
  ) {
    return hint('robotic_template_unedited', 'warn');
  }
  // Another time, amount or number makes it another message, however alike the words are.
  const again = previous.some(
    (said) => similarity(text, said) >= ALIKE && numbers(text) === numbers(said),
  );
  return again ? hint('same_as_previous', 'warn') : null;
}

const isNumber = (word: string): boolean => dates.has(word) || DIGIT.test(word);

const numbers = (text: string): string => foldWords(text).filter(isNumber).sort().join(' ');

function pairs(text: string): { counts: Map<string, number>; total: number } {
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
