/**
 * How a text sounds: blame, marks in heaps, several questions at once, jargon, costume letters.
 * Twin of backend/threadside/rules/content/tone.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, foldWords, isUpper, source } from './folded';
import { type Found, hint, type Setting, type Span } from './hint';
import { inside, type Link } from './links';
import { compile, find, type Phrase, type Phrases } from './phrases';
import { spansOf } from './risk';

const MARKS = /[!?！？]{2,}|\.{4,}|,{2,}|[$€£]{3,}/g;
const QUESTION = /\?[?!]*(?=[ \n"')!.]|(?![\s\S]))/g;
// Mathematical, fullwidth, circled and squared letters and digits.
const FANCY =
  /[\u{1d400}-\u{1d7ff}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u{1f130}-\u{1f149}]+/gu;

const courtesies = new Set(
  data.questions.courtesies.split('|').map((one) => foldWords(one).join(' ')),
);
const longestCourtesy = Math.max(...Array.from(courtesies, (one) => one.split(' ').length));
const alternatives = data.questions.alternatives.split('|');

/** `blame_words`: what sounds like a reproach, in English, Spanish or French. */
export function checkBlame(folded: Folded, phrases: readonly Phrase[]): Found {
  const spans = spansOf(folded, phrases, 'blame');
  if (spans[0] === undefined) return null;
  return hint('blame_words', 'warn', { words: folded.text.slice(...spans[0]) }, spans);
}

/** `exclamation` from three in a row, `repeated_punctuation` for the other heaps. */
export function checkMarks(text: string, links: readonly Link[]): Found[] {
  const shouted: Span[] = [];
  const heaped: Span[] = [];
  for (const { 0: run, index } of text.matchAll(MARKS)) {
    const place: Span = [index, index + run.length];
    if (inside(links, index)) continue;
    if (run.includes('!!!') || run.includes('！！！')) shouted.push(place);
    else if (!/[!！]/.test(run) || run.length > 2) heaped.push(place);
  }
  const say = (code: string, spans: readonly Span[]): Found =>
    spans.length === 0 ? null : hint(code, 'hint', {}, spans, calmed(text, spans));
  return [say('exclamation', shouted), say('repeated_punctuation', heaped)];
}

/** `several_questions` from two on; courtesies and alternatives ("Or at 4?") do not count. */
export function checkQuestions(folded: Folded, links: readonly Link[]): Found {
  const asked: Span[] = [];
  for (const { 0: marks, index } of folded.plain.matchAll(QUESTION)) {
    const place = folded.span(index, index + marks.length);
    const sentence = sentenceBefore(folded.plain, index);
    if (inside(links, place[0]) || isCourtesy(sentence)) continue;
    if (asked.length > 0 && alternatives.some((one) => `${sentence} `.startsWith(`${one} `))) {
      continue;
    }
    asked.push(place);
  }
  return asked.length < 2 ? null : hint('several_questions', 'hint', { n: asked.length }, asked);
}

const compiled = new WeakMap<Setting['plainWords'], Phrases>();

/** `jargon`: words of the admin's list, with all of them replaced as the mending. */
export function checkJargon(folded: Folded, plainWords: Setting['plainWords']): Found {
  let phrases = compiled.get(plainWords);
  if (phrases === undefined) {
    phrases = compile(Object.keys(plainWords).map((word) => [word, [word]] as const));
    compiled.set(plainWords, phrases);
  }
  // A word of one or two capitals ("IT") counts only in capitals.
  const found = find(phrases, folded).filter(
    ({ kind, start, end }) =>
      kind.length > 2 || !isUpper(kind) || isUpper(source(folded, start, end)),
  );
  const first = found[0];
  if (first === undefined) return null;
  const spans = found.map(({ start, end }) => folded.span(start, end));
  let fix = '';
  let done = 0;
  for (const [index, [start, end]] of spans.entries()) {
    const plain = plainWords[found[index]?.kind ?? ''] ?? '';
    const begins = start === 0 || isTitle(folded.text.slice(start, end));
    fix += folded.text.slice(done, start) + (begins ? capitalised(plain) : plain);
    done = end;
  }
  const params = {
    word: source(folded, first.start, first.end),
    plain: plainWords[first.kind] ?? '',
  };
  return hint('jargon', 'hint', params, spans, fix + folded.text.slice(done));
}

/** `fancy_font`: letters in costume, which filters distrust and screen readers spell out. */
export function checkFancyFont(text: string): Found {
  const runs = Array.from(text.matchAll(FANCY));
  if (runs.reduce((sum, run) => sum + Array.from(run[0]).length, 0) < 2) return null;
  const spans = runs.map(({ 0: run, index }): Span => [index, index + run.length]);
  const plain = text.replace(FANCY, (run) => run.normalize('NFKC'));
  return hint('fancy_font', 'warn', {}, spans, plain);
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function isTitle(word: string): boolean {
  return isUpper(word.charAt(0)) && (word.length === 1 || !isUpper(word));
}

function calmed(text: string, spans: readonly Span[]): string {
  let calm = '';
  let done = 0;
  for (const [start, end] of spans) {
    const run = text.slice(start, end);
    const first = run.charAt(0).replace('！', '!');
    calm += text.slice(done, start);
    calm += /[?？]/.test(run) ? '?' : first === '.' ? '...' : first;
    done = end;
  }
  return calm + text.slice(done);
}

/** The words of the question that ends at `end`; the last few hundred characters suffice. */
function sentenceBefore(plain: string, end: number): string {
  const before = plain.slice(Math.max(0, end - 300), end).split(/[.!?\n;]/);
  return (before.at(-1)?.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function isCourtesy(sentence: string): boolean {
  if (courtesies.has(sentence)) return true;
  const words = sentence.split(' ');
  // "Hi Anna, how are you?"; but "Is 4 PM ok?" asks something.
  for (let length = 2; length <= longestCourtesy; length += 1) {
    if (courtesies.has(words.slice(-length).join(' '))) return true;
  }
  return false;
}
