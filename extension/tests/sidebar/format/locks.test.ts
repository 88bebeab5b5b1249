// What is locked leaves as it was approved, with its slots filled; the backend runs the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, slots, stretches, tokens } from '../../../src/sidebar/format/locks';

interface Vector {
  name: string;
  body: string;
  values: Record<string, string[]>;
  text: string;
  before: string[];
  behind: string[];
  kept: boolean;
}

const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vector[] = JSON.parse(readFileSync(join(shared, 'locks.json'), 'utf8'));
const wanted = ({ body, values }: Pick<Vector, 'body' | 'values'>) =>
  tokens(body, (key) => values[key] ?? []);

describe('the vectors both sides run', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const all = wanted(vector);
    const free = all.every(({ words, longest }) => words.length === 0 && longest === 0);
    expect(free || 'spans' in read(all, vector.text, vector)).toBe(vector.kept);
  });
});

describe('a wording with locks', () => {
  const body = '[[The code is {{ask: Gate code | up to 4}}.]] Bye {{ask: Who? | Ann / Bo}}';

  it('says what it asks for', () => {
    expect(slots(body)).toEqual([
      { label: 'Gate code', choices: [], longest: 4, source: '{{ask: Gate code | up to 4}}' },
      { label: 'Who?', choices: ['Ann', 'Bo'], longest: 60, source: '{{ask: Who? | Ann / Bo}}' },
    ]);
    expect(stretches(body).filter(({ locked }) => locked)).toHaveLength(3);
  });

  it('tells where an answer stands, and takes an open slot while one writes', () => {
    const all = wanted({ body, values: {} });
    const found = read(all, 'The code is 471. See you');
    expect('spans' in found && found.spans[1]).toEqual([12, 15]);
    const text = 'The code is {{ask: Gate code | up to 4}}. Bye';
    expect('failed' in read(all, text)).toBe(true);
    expect('spans' in read(all, text, { open: true })).toBe(true);
  });
});
