// A long text in several parts; the backend runs the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../../src/sidebar/format/segments';
import { split } from '../../../src/sidebar/format/split';
import { inProportion } from '../../growth';

interface Vector {
  name: string;
  text: string;
  max_segments: number;
  counters: boolean;
  parts: string[];
}

// Read as a file: a bundler could mend the lone surrogates that some vectors hold.
const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vector[] = JSON.parse(readFileSync(join(shared, 'split.json'), 'utf8'));

describe('the vectors both sides run', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(split(vector.text, vector.max_segments, vector.counters)).toEqual(vector.parts);
  });
});

describe('a long text', () => {
  it('becomes three parts of one segment each when it has 420 characters', () => {
    const sentence = 'The crew comes on Monday and needs about two days for all of the work. ';
    const parts = split(`${sentence.repeat(6).slice(0, 419)}.`);
    expect(parts.map((part) => countSegments(part).segments)).toEqual([1, 1, 1]);
  });

  it('has parts of at least one segment', () => {
    expect(() => split('Hi', 0)).toThrow(RangeError);
  });

  it.each(['a', 'a ', '😀', 'a. ', 'www.', '1 ', 'a.b-'])('is split in time: %j', (unit) => {
    expect(inProportion(split, unit)).toBe(true);
  });
});
