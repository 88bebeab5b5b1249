// Sensitive data in drafts; the backend runs the same vectors and the same labelled texts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSensitive, maskSensitive } from '../../../src/sidebar/content/sensitive';
import { inProportion } from '../../growth';

interface Vector {
  name: string;
  text: string | string[];
  /** As [rule, start, end], in code points. */
  findings: [rule: string, start: number, end: number][];
  masked: string;
}

// Read as a file: a bundler could mend the lone surrogates that some vectors hold.
const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vector[] = JSON.parse(readFileSync(join(shared, 'sensitive.json'), 'utf8'));

/** Keys stand in pieces, so that nobody's scanner takes them for real ones. */
const textOf = ({ text }: Vector) => (typeof text === 'string' ? text : text.join(''));

function inCodePoints(text: string, unit: number): number {
  return Array.from(text.slice(0, unit)).length;
}

describe('the vectors both sides run', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const text = textOf(vector);
    const findings = findSensitive(text).map(({ rule, start, end }) => [
      rule,
      inCodePoints(text, start),
      inCodePoints(text, end),
    ]);
    expect(findings).toEqual(vector.findings);
    expect(maskSensitive(text)).toBe(vector.masked);
  });
});

describe('a finding', () => {
  it('names the last four digits of a card and nothing else of any value', () => {
    const [card, code] = findSensitive('4111 1111 1111 1111, your code is 123456');
    expect(card).toEqual({
      type: 'card',
      action: 'block',
      rule: 'card.visa',
      start: 0,
      end: 19,
      last4: '1111',
    });
    expect(JSON.stringify(code)).not.toContain('123456');
  });
});

describe('while it is typed', () => {
  const hard = [
    '1',
    '1 ',
    '4',
    'password is ',
    'your code is 123456 ',
    '😀',
    'a',
    '. ',
    'send me ',
  ];
  it.each(hard)('much of %j takes a time that its length explains', (unit) => {
    expect(inProportion(findSensitive, unit)).toBe(true);
  });
});

interface Labelled {
  part: string;
  text: string | string[];
  types: string[];
}

const corpus: Labelled[] = JSON.parse(readFileSync(join(shared, 'sensitive_corpus.json'), 'utf8'));

describe('labelled texts', () => {
  it.each(['development', 'held_out', 'blind'])('%s: are told apart as by the backend', (part) => {
    const rows = corpus.filter((row) => row.part === part);
    const right = rows.filter(({ text, types }) => {
      const found = findSensitive(typeof text === 'string' ? text : text.join(''));
      const names = new Set(found.map((finding) => `${finding.type}`));
      return types.length > 0 ? types.every((name) => names.has(name)) : names.size === 0;
    });
    expect(right.length / rows.length).toBeGreaterThan(0.98);
  }, 30_000);
});
