// How many SMS segments a text costs (3GPP TS 23.038, 23.040), and how it could cost fewer.
// Twin of backend/threadside/rules/segments.py: both read gsm7.json and run the same vectors.
import table from '../../../../shared_schemas/gsm7.json';

export type Encoding = 'gsm7' | 'ucs2';

export interface Segments {
  readonly encoding: Encoding;
  /** Septets (gsm7) or UTF-16 code units (ucs2). */
  readonly units: number;
  readonly segments: number;
  /** Room of each segment of this text, in units. */
  readonly perSegment: number;
  /** Room left in the last segment, in units. */
  readonly remaining: number;
  /** Distinct characters that force ucs2, in order of appearance, at most ten. */
  readonly unicodeChars: readonly string[];
}

const UNICODE_CHARS_SHOWN = 10;

const costs = new Map<string, number>([
  ...Array.from(table.basic, (char): [string, number] => [char, 1]),
  ...Array.from(table.extension, (char): [string, number] => [char, 2]),
]);
const replacements = new Map<string, string>(Object.entries(table.replacements));

// The classes are spelled out because `\s` means different sets in Python and in JavaScript.
export const SPACE =
  '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const webAddress = new RegExp(
  `(?:https?://|www\\.|(?:[a-z0-9-]{1,63}\\.){1,4}[a-z]{2,24}/)[^${SPACE}]+`,
  'gi',
);
const afterWebAddress = new Set<string>([...replacements.keys(), ...'.,;:!?)]}>\'"']);

/** Counts as the carrier will. An empty text has no segments. */
export function countSegments(text: string): Segments {
  const chars = Array.from(text);
  const foreign = new Set(chars.filter((char) => !costs.has(char)));
  const encoding: Encoding = foreign.size > 0 ? 'ucs2' : 'gsm7';
  const limits = table.limits[encoding];
  const sizes = chars.map((char) => (encoding === 'ucs2' ? char.length : (costs.get(char) ?? 0)));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const single = units <= limits.single;
  const perSegment = single ? limits.single : limits.part;
  const packed = single ? { segments: Math.min(units, 1), used: units } : pack(sizes, perSegment);
  return {
    encoding,
    units,
    segments: packed.segments,
    perSegment,
    remaining: perSegment - packed.used,
    unicodeChars: Array.from(foreign, printable).slice(0, UNICODE_CHARS_SHOWN),
  };
}

/**
 * The same words in GSM-7, or null when the text is GSM-7 already or would not become so.
 * Inside web addresses only invisible characters are removed. "…" grows to "...": compare the
 * counts before offering it.
 */
export function toGsm(text: string): string | null {
  if (isGsm(text)) return null;
  let result = '';
  let end = 0;
  for (const [start, stop] of webAddresses(text)) {
    result += plain(text.slice(end, start)) + withoutInvisible(text.slice(start, stop));
    end = stop;
  }
  result += plain(text.slice(end));
  return isGsm(result) ? result : null;
}

// Greedy, since a cut may separate neither the escape from its extension character nor the halves
// of a surrogate pair; dividing by 153 or 67 undercounts.
function pack(sizes: readonly number[], room: number): { segments: number; used: number } {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { segments, used };
}

function isGsm(text: string): boolean {
  return Array.from(text).every((char) => costs.has(char));
}

function plain(text: string): string {
  return Array.from(text.normalize('NFC'), (char) => replacements.get(char) ?? char).join('');
}

function withoutInvisible(text: string): string {
  return Array.from(text, (char) => (replacements.get(char) === '' ? '' : char)).join('');
}

/** Where web addresses stand in `text`, without the punctuation of the sentence around them. */
export function webAddresses(text: string): [start: number, end: number][] {
  return Array.from(text.matchAll(webAddress), (match) => {
    let stop = match.index + match[0].length;
    // A closing quote or dash right behind an address belongs to the sentence.
    while (stop > match.index && afterWebAddress.has(text.charAt(stop - 1))) stop -= 1;
    return [match.index, stop];
  });
}

function printable(char: string): string {
  return /^[\ud800-\udfff]$/.test(char) ? '\ufffd' : char;
}
