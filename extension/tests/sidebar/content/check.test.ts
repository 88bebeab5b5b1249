// Hints on a draft: the backend runs the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { check } from '../../../src/sidebar/content/check';
import { fingerprint, mark, similarity } from '../../../src/sidebar/content/copies';
import { type Hint, type Setting, type Span, unset } from '../../../src/sidebar/content/hint';
import {
  carriesIdentity,
  carriesOptOutLine,
  withIdentity,
} from '../../../src/sidebar/content/identity';
import { isPromotional } from '../../../src/sidebar/content/risk';
import { inProportion } from '../../growth';

interface Wire {
  brand?: string;
  link_domains?: string[];
  warn_segments?: number;
  max_segments?: number;
  blocked_risks?: string[];
  plain_words?: Record<string, string>;
  first_to_number?: boolean;
  days_since_opt_out_line?: number;
  language?: string;
  scope?: Setting['scope'];
  template?: string;
  previous?: string[];
  copied?: Record<string, number>;
}

interface Vectors {
  ordinary: { language: string; text: string }[];
  texts: { text: string | [piece: string, times: number][]; setting?: Wire; hints: Expected[] }[];
  similarity: { a: string; b: string; is: number }[];
  fingerprint: { text: string; names: string[]; is: string }[];
  mark: { text: string; is: string }[];
  with_identity: {
    text: string;
    brand: string;
    opt_out_line: boolean;
    language: string;
    is: string;
  }[];
  carries_identity: { text: string; brand: string; is: boolean }[];
  carries_opt_out_line: { text: string; is: boolean }[];
  promotional: { text: string; is: boolean }[];
}

type Expected = Pick<Hint, 'code' | 'level'> & {
  params?: Hint['params'];
  spans?: [number, number][];
  fix?: string;
};

// Read as a file: a bundler could mend the lone surrogates that some vectors hold.
const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vectors = JSON.parse(readFileSync(join(shared, 'content.json'), 'utf8'));

function settingOf(wire: Wire = {}): Setting {
  return {
    brand: wire.brand ?? unset.brand,
    linkDomains: new Set(wire.link_domains),
    warnSegments: wire.warn_segments ?? unset.warnSegments,
    maxSegments: wire.max_segments ?? unset.maxSegments,
    blockedRisks: new Set(wire.blocked_risks),
    plainWords: wire.plain_words ?? unset.plainWords,
    firstToNumber: wire.first_to_number ?? unset.firstToNumber,
    daysSinceOptOutLine: wire.days_since_opt_out_line ?? unset.daysSinceOptOutLine,
    language: wire.language ?? unset.language,
    scope: wire.scope ?? unset.scope,
    template: wire.template ?? unset.template,
    previous: wire.previous ?? unset.previous,
    copied: new Map(Object.entries(wire.copied ?? {})),
  };
}

const textOf = (text: string | [piece: string, times: number][]): string =>
  typeof text === 'string' ? text : text.map(([piece, times]) => piece.repeat(times)).join('');

/** The vectors count code points, JavaScript counts UTF-16 units. */
function inUnits(text: string, [start, end]: readonly [number, number]): Span {
  const chars = Array.from(text);
  const units = (to: number): number => chars.slice(0, to).join('').length;
  return [units(start), units(end)];
}

function expected(text: string, { code, level, params, spans, fix }: Expected): Hint {
  return {
    code,
    level,
    params: params ?? {},
    spans: (spans ?? []).map((span) => inUnits(text, span)),
    fix: fix ?? null,
  };
}

describe('the vectors both sides run', () => {
  test('are all here', () => {
    expect(vectors.ordinary.length).toBeGreaterThanOrEqual(80);
    expect(vectors.texts.length).toBeGreaterThanOrEqual(150);
  });

  it.each(vectors.ordinary)('$language: nothing is said of “$text”', ({ text, language }) => {
    expect(check(text, { ...unset, language })).toEqual([]);
  });

  it.each(vectors.texts)('$#: $text', ({ text, setting, hints }) => {
    const whole = textOf(text);
    expect(check(whole, settingOf(setting))).toEqual(hints.map((one) => expected(whole, one)));
  });

  it.each(vectors.similarity)('“$a” and “$b” are alike by $is', ({ a, b, is }) => {
    expect(similarity(a, b)).toBe(is);
  });

  it.each(vectors.fingerprint)('of “$text” stays “$is”', ({ text, names, is }) => {
    expect(fingerprint(text, names)).toBe(is);
  });

  it.each(vectors.mark)('copies of “$text” are known by “$is”', ({ text, is }) => {
    expect(mark(text)).toBe(is);
  });

  it.each(vectors.with_identity)('“$text” becomes “$is”', (vector) => {
    const { text, brand, language, opt_out_line: optOutLine, is } = vector;
    expect(withIdentity(text, brand, { optOutLine, language })).toBe(is);
    expect(withIdentity(is, brand, { optOutLine, language })).toBe(is);
  });

  it.each(vectors.carries_identity)('“$text” names $brand: $is', ({ text, brand, is }) => {
    expect(carriesIdentity(text, brand)).toBe(is);
  });

  it.each(vectors.carries_opt_out_line)('“$text” says how to opt out: $is', ({ text, is }) => {
    expect(carriesOptOutLine(text)).toBe(is);
  });

  it.each(vectors.promotional)('“$text” sells: $is', ({ text, is }) => {
    expect(isPromotional(text)).toBe(is);
  });
});

describe('a draft of any shape', () => {
  const shapes = [
    'a',
    ' ',
    '.',
    '!?',
    'a.',
    'a.co? ',
    'http://',
    '://',
    '@:',
    '[a-',
    '{{',
    'A ',
    'AB ',
    'X',
    '_',
    'reply ',
    'reply,',
    'STOP, ',
    'reply stop ',
    'to opt out ',
    'you never ',
    '%',
    '$9 off ',
    '\u0301',
    '\u200b',
    'é',
    '𝐀',
    '😀',
    '\ud83d',
    'ﷺ',
    'xn--a-.b.',
    '0',
    '1.1.1.1/',
    '<a ',
    'hi ',
  ];

  it('is checked in time that grows with its length', { timeout: 30_000 }, () => {
    const setting = { ...unset, brand: 'Acme', firstToNumber: true, plainWords: { a: 'b' } };
    for (const shape of shapes) {
      const read = (text: string): unknown => check(text, { ...setting, previous: [text] });
      expect(inProportion(read, shape), shape).toBe(true);
    }
  });
});
