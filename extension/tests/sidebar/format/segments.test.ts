// Segments as the carrier counts them (3GPP TS 23.038); the backend runs the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { countSegments, toGsm } from '../../../src/sidebar/format/segments';

interface Vector {
  name: string;
  /** A string, or pieces with how often each repeats. */
  text: string | [piece: string, times: number][];
  encoding: 'gsm7' | 'ucs2';
  units: number;
  segments: number;
  per_segment: number;
  remaining: number;
  unicode_chars: string[];
  gsm: string | null;
}

// Read as a file: a bundler could mend the lone surrogates that some vectors hold.
const shared = join(import.meta.dirname, '../../../../shared_schemas/vectors');
const vectors: Vector[] = JSON.parse(readFileSync(join(shared, 'segments.json'), 'utf8'));

function textOf({ text }: Vector): string {
  if (typeof text === 'string') return text;
  return text.map(([piece, times]) => piece.repeat(times)).join('');
}

describe('the vectors both sides run', () => {
  test('are all here', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(81);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(countSegments(textOf(vector))).toEqual({
      encoding: vector.encoding,
      units: vector.units,
      segments: vector.segments,
      perSegment: vector.per_segment,
      remaining: vector.remaining,
      unicodeChars: vector.unicode_chars,
    });
    expect(toGsm(textOf(vector))).toBe(vector.gsm);
  });
});

describe('a text as it is typed', () => {
  it('falls from 160 to 70 units at the first emoji', () => {
    const before = countSegments('a'.repeat(100));
    const after = countSegments(`${'a'.repeat(100)}😀`);
    expect([before.segments, after.segments]).toEqual([1, 2]);
    expect(after.unicodeChars).toEqual(['😀']);
  });

  it('never cuts an emoji or an extension character between two segments', () => {
    expect(countSegments('😀'.repeat(67)).segments).toBe(3);
    expect(countSegments(']'.repeat(153)).segments).toBe(3);
  });

  it('gets its price back when the typographic apostrophe goes', () => {
    const text = `${'a'.repeat(149)}’`;
    expect(countSegments(text).segments).toBe(3);
    expect(countSegments(toGsm(text) ?? '').segments).toBe(1);
  });

  it('is offered nothing that is no gain or would change a web address', () => {
    expect(toGsm('plain')).toBeNull();
    expect(toGsm('Don’t 😀')).toBeNull();
    expect(toGsm('https://example.com/a–b')).toBeNull();
  });
});
