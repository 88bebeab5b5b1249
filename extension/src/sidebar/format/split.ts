// A long text as several short ones, cut where a reader would pause.
// Twin of backend/threadside/rules/split.py: both read sentences.json and run the same vectors.
import table from '../../../../shared_schemas/sentences.json';
import { countSegments, SPACE, webAddresses } from './segments';

/** A part of one segment has at most 160 characters (3GPP TS 23.040). */
const MOST_PER_SEGMENT = 160;
/** Code points; few enough to fit behind a counter. */
const WHOLE_CLUSTER = 20;

const words = (list: string) => new Set(list.split(' '));
const beforeAName = words(table.before_a_name);
const beforeANumber = words(table.before_a_number);
const inside = words(table.inside);
const beforeAnAmount = new RegExp(table.before_an_amount, 'i');
const unit = new RegExp(`^(?:${table.before_a_unit})`, 'i');

// All white space but the no-break spaces.
const BREAK = '\\t-\\r \\u0085\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000';
const anyToken = new RegExp(`[^${BREAK}]+`, 'g');
const anyWord = new RegExp(`[^${SPACE}]`);
const newLine = /[\n\r\u0085\u2028\u2029]/;
const sentenceEnd = /([.!?…]+)["'”’)\]»]*$/;
const opening = /^["'“‘(«[¿¡]+/;
const initials = /^(?:[A-HJ-ZÀ-Þ]|(?:[A-ZÀ-Þ]\.)+[A-ZÀ-Þ])\.$/;
const listNumber = /^\(?(?:[0-9]{1,2}|[a-z])[.)]$/;
const numberAhead = /^[(+]?[0-9]/;
const numberBehind = /[0-9]\)?[-–.]?$/;

/** A run without white space: where it stands, and what may follow it. */
interface Token {
  readonly start: number;
  readonly end: number;
  /** Holds a web address. */
  url: boolean;
  /** The last of its sentence. */
  last: boolean;
  /** Of one piece with what follows. */
  glued: boolean;
}

type Fits = (start: number, end: number) => boolean;

/**
 * The parts of `text`, in order, each of at most `maxSegments` in its own encoding: cut between
 * sentences, else between words, else between the characters a reader sees; never in a web
 * address, which may exceed the limit by itself. With `counters` several parts begin with "(1/3) ".
 */
export function split(text: string, maxSegments = 1, counters = false): string[] {
  if (maxSegments < 1) throw new RangeError('a part has at least one segment');
  const tokens = anyWord.test(text) ? tokensOf(text) : [];
  let parts = cut(text, tokens, maxSegments, '');
  if (!counters || parts.length < 2) return parts;
  for (let digits = 1; ; digits += 1) {
    const most = '9'.repeat(digits);
    parts = cut(text, tokens, maxSegments, `(${most}/${most}) `);
    if (`${parts.length}`.length <= digits) break;
  }
  return parts.map((part, index) => `(${index + 1}/${parts.length}) ${part}`);
}

function cut(text: string, tokens: readonly Token[], most: number, prefix: string): string[] {
  const fits: Fits = (start, end) =>
    countSegments(prefix + text.slice(start, end)).segments <= most;
  const ends = tokens.map((token) => token.end);
  const levels = [
    tokens.filter((token) => token.last).map((token) => token.end),
    tokens.filter((token) => !token.glued).map((token) => token.end),
    ends,
  ];
  const reach = MOST_PER_SEGMENT * most;
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < tokens.length; index = after(ends, start)) {
    const token = tokens[index] as Token;
    start = Math.max(start, token.start);
    let end = 0;
    for (const level of levels) end ||= furthest(level, start, reach, fits);
    if (end === 0 && token.url) end = token.end;
    if (end === 0) {
      const letters = clusters(text, start, Math.min(token.end, start + reach + 1));
      // One that is longer than a segment is cut between code points.
      end = furthest(letters, start, reach, fits) || start + codePoints(text, start);
    }
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function codePoints(text: string, start: number): number {
  const ahead = Array.from(text.slice(start, start + 2 * WHOLE_CLUSTER));
  return ahead.slice(0, WHOLE_CLUSTER).join('').length;
}

/** How many of `ends`, which rise, are at most `limit`. */
function after(ends: readonly number[], limit: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of `ends` up to which the text from `start` fits, or 0: more text never costs less. */
function furthest(ends: readonly number[], start: number, reach: number, fits: Fits): number {
  const first = after(ends, start);
  let low = first;
  let high = after(ends, start + reach);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(start, ends[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low > first ? (ends[low - 1] as number) : 0;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = Array.from(text.matchAll(anyToken), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    url: false,
    last: false,
    glued: false,
  }));
  const starts = tokens.map((token) => token.start);
  for (const [start] of webAddresses(text)) {
    const token = tokens[after(starts, start) - 1];
    if (token !== undefined) token.url = true;
  }
  let first = true;
  let ended = false;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (next === undefined) {
      token.last = true;
      break;
    }
    const word = text.slice(token.start, token.end);
    const ahead = text.slice(next.start, next.end);
    // An emoji behind a sentence belongs to it.
    ended = (ended && wordless(word)) || endsSentence(word, ahead, first);
    token.last = newLine.test(text.slice(token.end, next.start)) || (ended && !wordless(ahead));
    token.glued = !token.last && ofOnePiece(word, ahead);
    first = token.last;
    ended &&= !token.last;
  }
  return tokens;
}

function endsSentence(word: string, ahead: string, first: boolean): boolean {
  const end = sentenceEnd.exec(word);
  if (end === null) return false;
  if (end[1] !== '.') return true;
  if ((first && listNumber.test(word)) || initials.test(word.replace(opening, ''))) return false;
  const name = abbreviated(word);
  if (beforeAName.has(name)) return false;
  if (beforeANumber.has(name)) return !numberAhead.test(ahead);
  return !inside.has(name) || capital(ahead);
}

function ofOnePiece(word: string, ahead: string): boolean {
  if (word.endsWith('.')) {
    const name = abbreviated(word);
    if (beforeAName.has(name) || beforeANumber.has(name)) return true;
  }
  if (numberAhead.test(ahead)) return numberBehind.test(word) || beforeAnAmount.test(word);
  return numberBehind.test(word) && unit.test(ahead);
}

function abbreviated(word: string): string {
  return word.replace(opening, '').replace(/\.$/, '').toLowerCase();
}

function capital(word: string): boolean {
  const letter = word.replace(opening, '').charAt(0);
  return letter !== letter.toLowerCase();
}

function wordless(word: string): boolean {
  return !/[\p{L}\p{N}]/u.test(word);
}

/** The ends of the characters that a reader sees between `start` and `end` (after UAX #29). */
function clusters(text: string, start: number, end: number): number[] {
  const ends: number[] = [];
  let flags = 0;
  let before = '';
  let at = start;
  for (const char of text.slice(start, end)) {
    flags = isFlag(before) ? flags + 1 : 0;
    const joins = before === '\u200d' || extendsCluster.test(char) || (isFlag(char) && flags % 2);
    if (at > start && !joins) ends.push(at);
    at += char.length;
    before = char;
  }
  return [...ends, end];
}

// Marks, the joiner, the vowels and finals of Korean syllables, skin tones, subdivision tags.
const extendsCluster = /\p{M}|\u200d|[\u1160-\u11ff]|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/u;

function isFlag(char: string): boolean {
  return /[\u{1f1e6}-\u{1f1ff}]/u.test(char);
}
