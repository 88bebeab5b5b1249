// Numbers that prove themselves: cards, US social security and taxpayer numbers, IBANs.
// Twin of backend/threadside/rules/sensitive/numbers.py, which names the sources of the rules.
import {
  context,
  iban_lengths,
  itin_groups,
  networks,
} from '../../../../shared_schemas/sensitive.json';
import { around, type Reading } from './sensitive_reading';
import { occurs, pattern } from './sensitive_table';

export interface Found {
  type: string;
  rule: string;
  start: number;
  end: number;
  last4?: string;
}

type Span = readonly [start: number, end: number];

const GAP = /^[ .\n_,/*-]{1,3}$/;
const PRINTED = ['4444', '44443', '465', '464', '4441'];
const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
const ssnWords = pattern(context.ssn);
const cardWords = pattern(context.card);
const glued = pattern(context.glued);
const label = pattern(context.label);
const ibanLengths = new Map(
  iban_lengths.split(' ').map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);

/** Cards first, then the others, each kind in order. */
export function numbers(reading: Reading): Found[] {
  const runs = runsOf(reading.low);
  return [
    ...runs.flatMap((run) => cards(reading, run)),
    ...runs.flatMap((run) => socialSecurity(reading, run)),
    ...ibans(reading.low),
  ];
}

/** Groups of digits that belong together: at most three separators stand between two. */
function runsOf(text: string): Span[][] {
  const runs: Span[][] = [];
  let end = -1;
  for (const match of text.matchAll(/[0-9]+/g)) {
    const span: Span = [match.index, match.index + match[0].length];
    const run = runs.at(-1);
    const near = match.index - end <= 3 && GAP.test(text.slice(end, match.index));
    if (run !== undefined && near) run.push(span);
    else runs.push([span]);
    end = span[1];
  }
  return runs;
}

function cards(reading: Reading, run: readonly Span[]): Found[] {
  const found: Found[] = [];
  let first = 0;
  let base = 0;
  while (first < run.length) {
    let total = 0;
    let taken = 1;
    let best: Found | null = null;
    for (let last = first; last < run.length; last += 1) {
      total += size(run[last]);
      if (total > LONGEST_CARD) break;
      if (total < SHORTEST_CARD || !whole(reading.low, run, base, first, last)) continue;
      const one = card(reading, run.slice(first, last + 1));
      if (one === null) continue;
      best = one;
      taken = last + 1 - first;
    }
    first += taken;
    if (best === null) continue;
    found.push(best);
    base = first;
  }
  return found;
}

function size(span: Span | undefined): number {
  return span === undefined ? 0 : span[1] - span[0];
}

/**
 * Whether these groups can be one number, not a few of a longer one or of a list. Those before
 * `base` were another card.
 */
function whole(
  text: string,
  run: readonly Span[],
  base: number,
  first: number,
  last: number,
): boolean {
  if (first === last) return true;
  const part = first > base || last + 1 < run.length;
  if (part && last - first > 4) return false;
  const shape = run.slice(first, last + 1).map(size);
  if (PRINTED.includes(shape.join(''))) return first === base || size(run[first - 1]) !== shape[0];
  if (part) return false;
  if (/[,/*]/.test(text.slice(run[first]?.[0], run[last]?.[1]))) return false;
  return new Set(shape).size === 1 || (shape.length <= 6 && Math.min(...shape) > 1);
}

function card({ low }: Reading, groups: readonly Span[]): Found | null {
  const start = groups[0]?.[0] ?? 0;
  const end = groups.at(-1)?.[1] ?? 0;
  const digits = groups.map((span) => low.slice(...span)).join('');
  const ahead = low.slice(Math.max(0, start - 50), start).replaceAll('\n', ' ');
  if (occurs(glued, ahead) || !luhn(digits)) return null;
  const network = networkOf(digits);
  const spoken = occurs(cardWords, ahead) || occurs(cardWords, low.slice(end, end + 20));
  if (network === null && !(spoken && new Set(digits).size > 1)) return null;
  const unusual = digits.length !== 15 && digits.length !== 16;
  if ((unusual && !spoken && occurs(label, ahead)) || inAddress(low, start)) return null;
  const rule = `card.${network ?? 'named'}`;
  return { type: 'card', rule, start, end, last4: digits.slice(-4) };
}

function networkOf(digits: string): string | null {
  for (const [name, low, high, lengths] of networks as [string, number, number, number[]][]) {
    const prefix = Number(digits.slice(0, `${low}`.length));
    if (lengths.includes(digits.length) && low <= prefix && prefix <= high) return name;
  }
  return null;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[digits.length - 1 - at]) * (1 + (at % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function inAddress(text: string, start: number): boolean {
  const word = /[^ \n]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  return word.includes('://') || word.startsWith('www.');
}

function socialSecurity(reading: Reading, run: readonly Span[]): Found[] {
  const found: Found[] = [];
  for (const at of run.keys()) {
    const written = nineDigits(reading.low, run, at);
    if (written === null || continued(reading.low, written.start, written.end)) continue;
    const { start, end, gap } = written;
    const type = kind(reading.low.slice(start, end).replace(/[^0-9]/g, ''));
    const hyphens = gap === '-';
    if (type !== null && meant(reading, start, end, hyphens)) {
      found.push({ type, rule: `${type}.${hyphens ? 'hyphens' : 'named'}`, start, end });
    }
  }
  return found;
}

/** Nine digits from group `at` on: alone, as 3, 2 and 4, or in other groups if there are no more. */
function nineDigits(text: string, run: readonly Span[], at: number) {
  const groups = run.slice(at, at + 10);
  const [first, second, third] = groups;
  if (first === undefined) return null;
  const [start, end] = first;
  if (size(first) === 9) return { start, end, gap: '' };
  const sizes = groups.map(size);
  if (sizes.slice(0, 3).join('') === '324' && second !== undefined && third !== undefined) {
    const gap = gapOf(text.slice(end, second[0]));
    const same = gap === gapOf(text.slice(second[1], third[0]));
    return { start, end: third[1], gap: same ? gap : '' };
  }
  const all = at === 0 && groups.length === run.length && sizes.reduce((sum, n) => sum + n) === 9;
  const last = groups.at(-1)?.[1] ?? end;
  // A date with its hour has nine digits as well.
  return all && !text.slice(start, last).includes('/') ? { start, end: last, gap: '' } : null;
}

function gapOf(between: string): string {
  return between.replace(/[ \n]/g, '') || ' ';
}

/** Whether the digits are a piece of something longer. */
function continued(text: string, start: number, end: number): boolean {
  if (text.endsWith('ssn', start) || text.endsWith('ssn-', start)) return false;
  return (
    /[\p{L}\p{N}+$_-]/u.test(text.charAt(start - 1)) ||
    /^(?:[a-z_]|-[^\n])/.test(text.slice(end, end + 2))
  );
}

function kind(digits: string): 'ssn' | 'itin' | null {
  const group = Number(digits.slice(3, 5));
  if (digits.startsWith('9')) {
    return itin_groups.some(([low = 0, high = 0]) => low <= group && group <= high) ? 'itin' : null;
  }
  return /^(?:000|666)|0000$/.test(digits) || group === 0 ? null : 'ssn';
}

/** Hyphens are enough where nothing says that it is some other number; else it has a name. */
function meant(reading: Reading, start: number, end: number, hyphens: boolean): boolean {
  if (occurs(ssnWords, around(reading, start, end, 60, 40))) return true;
  return hyphens && !occurs(label, around(reading, start, start, 50, 0));
}

function ibans(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(/(?<![a-z0-9])([a-z]{2})[0-9]{2}/g)) {
    const country = match[1] ?? '';
    const length = ibanLengths.get(country) ?? 0;
    let value = '';
    let at = match.index;
    for (; value.length < length && /[ a-z0-9-]/.test(text.charAt(at)); at += 1) {
      if (!' -'.includes(text.charAt(at))) value += text.charAt(at);
    }
    const checked = value.slice(4) + value.slice(0, 4);
    if (
      length > 0 &&
      value.length === length &&
      !/[a-z0-9]/.test(text.charAt(at)) &&
      mod97(checked)
    ) {
      found.push({ type: 'iban', rule: `iban.${country}`, start: match.index, end: at });
    }
  }
  return found;
}

function mod97(text: string): boolean {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
