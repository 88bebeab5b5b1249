// A text as the patterns read it: plain characters, with the place of each in the original.
// Twin of backend/threadside/rules/sensitive/reading.py.

export interface Reading {
  /** Keeps the case; of the same length as `low`. */
  readonly plain: string;
  readonly low: string;
  /** Index in the original of each character of `plain`, and one more for its end. */
  readonly places: readonly number[] | null;
}

const SENTENCE = /[.!?]+ |\n/g;
const BEFORE = 90;
const AFTER = 70;

export function read(text: string): Reading {
  if (/^[\0-\x7f]*$/.test(text)) {
    const plain = asciiSpaces(text);
    return { plain, low: plain.toLowerCase(), places: null };
  }
  let plain = '';
  const places: number[] = [];
  let at = 0;
  for (const char of text) {
    const piece = Array.from(char.normalize('NFKD'), letter).join('');
    for (let unit = 0; unit < piece.length; unit += 1) places.push(at);
    plain += piece;
    at += char.length;
  }
  places.push(text.length);
  return { plain, low: plain.toLowerCase(), places };
}

/** The span of the original that `start` to `end`, not empty, was read from. */
export function place({ places }: Reading, start: number, end: number): [number, number] {
  if (places === null) return [start, end];
  let stop = end;
  // One character of the original can be read as several ("½" as "1/2").
  while (places[stop] === places[stop - 1]) stop += 1;
  return [places[start] as number, places[stop] as number];
}

/** The sentence up to `start`, on one line. */
export function before({ low }: Reading, start: number): string {
  const window = low.slice(Math.max(0, start - BEFORE), start);
  let from = 0;
  for (const match of window.matchAll(SENTENCE)) from = match.index + match[0].length;
  return window.slice(from);
}

/** The sentence from `end` on. */
export function after({ low }: Reading, end: number): string {
  const window = low.slice(end, end + AFTER);
  const stop = window.search(SENTENCE);
  return stop < 0 ? window : window.slice(0, stop);
}

/** What stands near, whatever the sentences, on one line. */
export function around(
  { low }: Reading,
  start: number,
  end: number,
  ahead = BEFORE,
  behind = AFTER,
): string {
  return low.slice(Math.max(0, start - ahead), end + behind).replaceAll('\n', ' ');
}

function letter(char: string): string {
  if (char <= '\x7f') return asciiSpaces(char);
  if ('‘’‚‛′'.includes(char)) return "'";
  if ('“”„‟″«»'.includes(char)) return '"';
  if ('•·∙‧'.includes(char)) return '.';
  if (char === '→') return '>';
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) return '';
  if (/\p{Nd}/u.test(char)) return digit(char);
  if (/\p{Zs}/u.test(char)) return ' ';
  if (/[\p{Zl}\p{Zp}\u0085]/u.test(char)) return '\n';
  if (/[\p{Pd}−]/u.test(char)) return '-';
  return char.toLowerCase().length === char.length ? char : '?';
}

/** The digits of every script stand in blocks of ten (Unicode, chapter 4.6). */
function digit(char: string): string {
  const code = char.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return `${value}`;
}

function asciiSpaces(text: string): string {
  return text.replace(/[\t\r]/g, ' ').replace(/[\v\f]/g, '\n');
}
