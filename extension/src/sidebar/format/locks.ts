// Locked parts and slots of a wording: [[…]] never changes, {{ask: …}} is filled each time.
// Twin of backend/threadside/rules/locks.py: both run the same vectors. The backend's word counts.
import table from '../../../../shared_schemas/gsm7.json';
import { lock, parseTemplate, renderTemplate, type TemplateField } from './template';

export interface Slot {
  readonly label: string;
  /** The answers to choose from; empty for any. */
  readonly choices: readonly string[];
  /** Characters that an answer may have. */
  readonly longest: number;
  readonly source: string;
}

interface Stretch {
  readonly part: string | TemplateField | Slot;
  readonly locked: boolean;
}

/** One of `words`; or an answer of up to `longest` characters; or, with neither, anything. */
export interface Token {
  readonly words: readonly string[];
  readonly longest: number;
  /** What is asked for, where it is filled by hand. */
  readonly label: string;
  /** As it stands there while nobody has filled it. */
  readonly open: string;
}

export type Values = (key: string) => readonly string[];
/** Where each token stands in a text, as half-open ranges of code points; or the first that can't. */
export type Reading =
  | { readonly spans: readonly (readonly [number, number])[] }
  | { readonly failed: number };

const LONGEST_ANSWER = 60;
const MOST_LONGEST = 300;
const slotForm = /\{\{ *ask: *([^{}|\r\n]{1,80}?) *((?:\|[^{}|\r\n]*){0,2})\}\}/g;
const upTo = /^up to ([0-9]{1,3})$/;
const plain = new Map<string, string>(Object.entries(table.replacements));
const FREE: Token = { words: [], longest: 0, label: '', open: '' };

const trim = (words: string): string => words.replace(/^ +| +$/g, '');
const isSlot = (part: Stretch['part']): part is Slot => typeof part !== 'string' && 'label' in part;
const isFree = ({ words, longest }: Token): boolean => words.length === 0 && longest === 0;

/** The parts of a wording in order, without the brackets that lock. */
export function stretches(body: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of body.matchAll(lock)) {
    found.push(...parts(body.slice(end, match.index), false), ...parts(match[1] ?? '', true));
    end = match.index + match[0].length;
  }
  return [...found, ...parts(body.slice(end), false)];
}

export const slots = (body: string): Slot[] =>
  stretches(body).flatMap(({ part }) => (isSlot(part) ? [part] : []));

export const hasLocks = (body: string): boolean => body.search(lock) >= 0;

function parts(text: string, locked: boolean): Stretch[] {
  const found: Stretch[] = [];
  const words = (from: number, to?: number): void => {
    for (const part of parseTemplate(text.slice(from, to))) found.push({ part, locked });
  };
  let end = 0;
  for (const match of text.matchAll(slotForm)) {
    const [source, label = '', bars = ''] = match;
    const slot = slotOf(source, label, bars.split('|').slice(1).map(trim));
    if (slot === null) continue;
    words(end, match.index);
    found.push({ part: slot, locked });
    end = match.index + source.length;
  }
  words(end);
  return found;
}

function slotOf(source: string, label: string, bars: string[]): Slot | null {
  const limit = upTo.exec(bars.at(-1) ?? '');
  if (limit !== null) bars.pop();
  const longest = limit === null ? LONGEST_ANSWER : Math.min(Number(limit[1]), MOST_LONGEST);
  if (bars.length > 1 || longest < 1) return null;
  const choices = (bars[0] ?? '').split(' / ').map(trim).filter(Boolean);
  return { label, choices: [...new Set(choices)], longest, source };
}

/** What a text from this wording has to say; `values` are those that a field may have. */
export function tokens(body: string, values: Values): Token[] {
  const found: Token[] = [];
  for (const each of stretches(body)) {
    const token = each.locked ? tokenOf(each.part, values) : FREE;
    if (token !== FREE || found.at(-1) !== FREE) found.push(token);
  }
  const at = (index: number, cut: (words: string) => string): void => {
    const token = found.at(index);
    if (token) found.splice(index, 1, { ...token, words: token.words.map(cut) });
  };
  if (found[0] !== FREE) at(0, (words) => words.trimStart());
  if (found.at(-1) !== FREE) at(-1, (words) => words.trimEnd());
  return found;
}

function tokenOf(part: Stretch['part'], values: Values): Token {
  if (typeof part === 'string') return { ...FREE, words: [part] };
  if (isSlot(part)) {
    const { choices, label, source, longest } = part;
    return { words: choices, longest: choices.length > 0 ? 0 : longest, label, open: source };
  }
  const known = values(part.key).flatMap((value) => {
    const one = renderTemplate(part.source, { [part.key]: value });
    return one.used.length > 0 ? [one.text] : [];
  });
  if (known.length > 0) return { ...FREE, words: [...new Set(known)] };
  if (part.fallback !== null) return { ...FREE, words: [part.fallback] };
  return { words: [], longest: LONGEST_ANSWER, label: part.name, open: part.source };
}

/** `before` and `behind` may stand around it. `open`: what nobody has filled yet may stand there. */
export function read(
  wanted: readonly Token[],
  text: string,
  { before = [], behind = [], open = false }: Around = {},
): Reading {
  const edge = (words: readonly string[]): Token => ({ ...FREE, words: ['', ...words] });
  const whole = [edge(before), ...wanted, edge(behind)];
  const at = Array.from(text, (char) => plain.get(char) ?? char);
  const trails: Map<number, number>[] = [];
  let reached = [leading(at)];
  const last = at.length - leading([...at].reverse());
  for (const token of whole) {
    const from = new Map<number, number>();
    for (const start of reached) {
      for (const end of ends(token, at, start, open)) if (!from.has(end)) from.set(end, start);
      if (isFree(token)) break;
    }
    if (from.size === 0) break;
    trails.push(from);
    reached = [...from.keys()].sort((a, b) => a - b);
  }
  const end = [last, at.length].find((place) => trails.at(-1)?.has(place));
  if (trails.length < whole.length || end === undefined) {
    const failed = Math.min(Math.max(trails.length - 1, 0), wanted.length - 1);
    return { failed };
  }
  return { spans: spansOf(trails, end).slice(1, -1) };
}

interface Around {
  before?: readonly string[];
  behind?: readonly string[];
  open?: boolean;
}

const leading = (chars: readonly string[]): number => {
  const first = chars.findIndex((char) => char.trim() !== '');
  return first < 0 ? chars.length : first;
};

function spansOf(trails: readonly Map<number, number>[], last: number): [number, number][] {
  const found: [number, number][] = [];
  let end = last;
  for (const from of trails.toReversed()) {
    const start = from.get(end) ?? end;
    found.unshift([start, end]);
    end = start;
  }
  return found;
}

function* ends(
  token: Token,
  text: readonly string[],
  start: number,
  open: boolean,
): Generator<number> {
  if (isFree(token)) {
    for (let end = start; end <= text.length; end += 1) yield end;
    return;
  }
  const asked = open && token.open !== '' ? [token.open] : [];
  for (const words of [...token.words, ...asked]) {
    const chars = level(words);
    if (chars.every((char, i) => text[start + i] === char)) yield start + chars.length;
  }
  yield* answers(token.longest, text, start);
}

function* answers(longest: number, text: readonly string[], start: number): Generator<number> {
  let said = false;
  for (let end = start; end < Math.min(start + longest, text.length); end += 1) {
    const char = text[end] ?? '';
    if ('\r\n{}'.includes(char)) return;
    said ||= char !== ' ';
    if (said) yield end + 1;
  }
}

/** Plain characters in the place of typographic ones, each counted as one. */
const level = (words: string): string[] => Array.from(words, (char) => plain.get(char) ?? char);
