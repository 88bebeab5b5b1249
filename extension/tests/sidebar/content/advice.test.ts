// What a check finds, in the rep's words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions } from '../../../../shared_schemas/sensitive.json';
import { ofFinding, ofHint } from '../../../src/sidebar/content/advice';
import { checked } from '../../../src/sidebar/content/checking';
import type { Hint } from '../../../src/sidebar/content/hint';
import { findSensitive, type SensitiveType } from '../../../src/sidebar/content/sensitive';
import { allWords } from '../../chrome';
import { composing } from '../make';

const vectors: { texts: { hints: (Pick<Hint, 'code' | 'level'> & Partial<Hint>)[] }[] } =
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../../../shared_schemas/vectors/content.json'),
      'utf8',
    ),
  );
const words = allWords();
const filled = (key: string, params: Hint['params']): string =>
  (words[key] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => `${params[name] ?? '?'}`);

const on = (change: Parameters<typeof composing>[0] = {}) => ({
  composing: composing(change),
  template: null,
  previous: [],
  verdict: { state: 'go' as const, reasons: [] },
  passed: [],
});

describe('advice', () => {
  it('fills the words of every check with its parameters', () => {
    const all = vectors.texts.flatMap(({ hints }) => hints);
    expect(new Set(all.map(({ code }) => code)).size).toBeGreaterThan(15);
    for (const { code, level, params = {} } of all) {
      const said = ofHint({ code, level, params, spans: [], fix: null });
      for (const part of ['title', 'detail', 'why'] as const) {
        expect(said[part], code).toBe(filled(`content.${code}.${part}`, params));
        expect(said[part]).not.toBe('');
      }
    }
  });

  it('has words for every kind of sensitive data', () => {
    for (const type of Object.keys(actions) as SensitiveType[]) {
      const said = ofFinding({ type, action: 'block', rule: type, start: 0, end: 1 }, []);
      expect(
        [said.title, said.detail, said.why].every((one) => one !== ''),
        type,
      ).toBe(true);
    }
  });

  it('says of a card its last four digits, whatever else is written', () => {
    const [card] = findSensitive('4242 4242 4242 4242');
    if (card === undefined) throw new Error('nothing found');
    expect(JSON.stringify(ofFinding(card, []))).not.toContain('4242 4242');
  });
});

describe('a long text', () => {
  const sentence = (n: number) =>
    `This is sentence number ${n} of a story that has no end in sight. `;
  const story = (n: number) =>
    Array.from({ length: n }, (_, i) => sentence(i))
      .join('')
      .trim();

  it('is offered as few parts that hold all of its words', () => {
    for (const n of [8, 12, 16, 20]) {
      const { parts } = checked(story(n), on(), []);
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.length).toBeLessThanOrEqual(6);
      const again = parts.map(({ text, gap }) => text + gap).join('');
      expect(again).toBe(story(n));
    }
  });

  it('is one text where it is not too long, and where no few parts can hold it', () => {
    expect(checked(story(2), on(), []).parts).toEqual([]);
    expect(checked(story(200), on(), []).parts).toEqual([]);
  });

  it('is looked at in a moment, whatever stands in it', () => {
    for (const text of [
      '4'.repeat(1600),
      '{{'.repeat(800),
      'http://'.repeat(228),
      '"'.repeat(30_000),
    ]) {
      expect(checked(text, on({ first_to_number: true }), []).text).toBe(text);
    }
  });
});
