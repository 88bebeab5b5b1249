/**
 * All checks of a draft in one call, in the rep's words. Comes with its tables as a part of its
 * own, at the first pause of typing; the server decides by the same rules at the press.
 */
import { countSegments } from '../format/segments';
import { split } from '../format/split';
import type { Composing, Verdict } from '../wire';
import { type Advice, FIRST_TEXT, ofFinding, ofHint, ofRefusal, summary } from './advice';
import { check } from './check';
import type { Setting } from './hint';
import { withIdentity } from './identity';
import { type Likeness, likeness, likenessWords } from './likeness';
import { findSensitive } from './sensitive';

export { cheaper } from '../format/cheaper';

export interface Conversation {
  composing: Partial<Composing>;
  /** The filled wording that the draft began from. */
  template: string | null;
  /** Our last texts to this person, newest first. */
  previous: readonly string[];
  /** It may be the server's refusal of the very words that are checked. */
  verdict: Pick<Verdict, 'state' | 'reasons'>;
  /** Refusals that the rep goes past, with reasons. */
  passed: readonly string[];
}

/** A part of a long text, with what stood between it and the next. */
export interface Part {
  readonly text: string;
  readonly gap: string;
}

/** What a text that has to say who writes, and how to opt out, still lacks. */
export interface Lacking {
  /** The brand, if it is not named. */
  readonly name: string | null;
  /** The opt-out line, if there is none. */
  readonly line: string | null;
}

export interface Checked {
  /** The draft as it was checked. */
  readonly text: string;
  /** The gravest first. */
  readonly advice: readonly Advice[];
  /** The same, counted. */
  readonly said: string;
  readonly lacking: Lacking | null;
  /** How much of it was written before, where that is worth saying. */
  readonly likeness: (Likeness & { readonly words: string }) | null;
  /** With what it lacks. */
  readonly whole: string;
  /** Shorter texts that say the same, where it is long; else none. */
  readonly parts: readonly Part[];
}

/** More texts in a row than this are no way to say anything. */
const FEW_PARTS = 3;
const MOST_PARTS = 6;

const LEVELS = ['block', 'warn', 'hint'] as const;

/** A text from here on is looked at no further: the server takes 1,600 characters. */
const LOOKED_AT = 30_000;

/** `doubted`: findings that are something else, the rep says. */
export function checked(draft: string, on: Conversation, doubted: readonly string[]): Checked {
  const text = draft.slice(0, LOOKED_AT);
  const setting = settingOf(on);
  const passes = [...doubted, ...on.passed];
  const hints = check(text, setting);
  const lacks = hints.filter(({ code }) => FIRST_TEXT.includes(code));
  const found = [
    ...findSensitive(text).map((one) => ofFinding(one, passes, on.composing.block_warnings)),
    // A draft of blanks is no mistake yet.
    ...hints.filter(({ code }) => code !== 'empty' && !FIRST_TEXT.includes(code)).map(ofHint),
  ];
  const advice = inOrder(withRefusals(found, on));
  const alike = likeness(text, on.template, on.previous, {
    today: new Map(Object.entries(on.composing.copied_today ?? {})),
    most: on.composing.most_alike ?? null,
  });
  const words = alike === null ? '' : likenessWords(alike);
  return {
    text: draft,
    advice,
    said: [summary(advice), alike?.percent === 100 ? words : ''].filter(Boolean).join('. '),
    lacking: lacks.length === 0 ? null : lackingOf(lacks),
    likeness: alike === null ? null : { ...alike, words },
    whole: lacks.length === 0 ? draft : withLacking(draft, on),
    parts: partsOf(draft, setting.warnSegments),
  };
}

/** `text` with the name before it and the opt-out line behind, where they are missing. */
export function withLacking(text: string, { composing }: Conversation): string {
  return withIdentity(text, composing.brand ?? '', { optOutLine: true });
}

/** The fewest segments in each that make a few texts of it. */
function partsOf(text: string, warnFrom: number): readonly Part[] {
  if (countSegments(text).segments <= warnFrom) return [];
  for (const most of [FEW_PARTS, MOST_PARTS]) {
    for (let segments = 1; segments <= warnFrom; segments += 1) {
      const parts = split(text, segments);
      if (parts.length > 1 && parts.length <= most) return withGaps(text, parts);
    }
  }
  return [];
}

function withGaps(text: string, parts: readonly string[]): Part[] {
  let end = 0;
  const places = parts.map((part) => {
    const start = text.indexOf(part, end);
    end = start + part.length;
    return { start, end };
  });
  return parts.map((part, index) => ({
    text: part,
    gap: text.slice(places[index]?.end, places[index + 1]?.start ?? places[index]?.end),
  }));
}

function settingOf({ composing, template, previous, verdict }: Conversation): Setting {
  const due =
    verdict.state === 'stop' &&
    verdict.reasons.some(({ code }) => code === 'identity_due' || code === 'opt_out_line_due');
  return {
    brand: composing.brand ?? '',
    linkDomains: new Set(composing.link_domains),
    warnSegments: composing.warn_segments ?? 3,
    maxSegments: composing.max_segments ?? 10,
    blockedRisks: new Set(composing.blocked_risks),
    plainWords: composing.plain_words ?? {},
    firstToNumber: due || (composing.first_to_number ?? false),
    daysSinceOptOutLine: composing.days_since_opt_out_line ?? null,
    language: 'en',
    scope: composing.scope ?? 'informational',
    template,
    previous,
    copied: new Map(Object.entries(composing.copied ?? {})),
  };
}

type Lacks = readonly { code: string; params: Readonly<Record<string, string | number>> }[];

function lackingOf(lacks: Lacks): Lacking {
  const said = (code: string, param: string): string | null => {
    const value = lacks.find((one) => one.code === code)?.params[param];
    return value === undefined ? null : `${value}`;
  };
  return { name: said('missing_identity', 'brand'), line: said('missing_opt_out_line', 'line') };
}

/** What is found here already needs not be said once more as the server's. */
function withRefusals(found: readonly Advice[], { verdict, passed }: Conversation): Advice[] {
  const refusals = ofRefusal(verdict, passed).filter(
    ({ code }) =>
      !FIRST_TEXT.includes(code) &&
      !found.some((one) => one.code === code && one.level === 'block'),
  );
  const refused = refusals.map(({ code }) => code);
  return [...refusals, ...found.filter(({ code }) => !refused.includes(code))];
}

/** The gravest first; of two findings in the same words, one. */
function inOrder(advice: readonly Advice[]): Advice[] {
  const once = advice.filter(
    (one, index) =>
      advice.findIndex(({ code, title }) => code === one.code && title === one.title) === index,
  );
  return LEVELS.flatMap((level) => once.filter((one) => one.level === level));
}
