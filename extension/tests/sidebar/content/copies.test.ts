// How much of a draft was written before, and the digest by which wordings are known.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checked } from '../../../src/sidebar/content/checking';
import { fingerprint, mark } from '../../../src/sidebar/content/copies';
import { sha256 } from '../../../src/sidebar/content/digest';
import { likeness } from '../../../src/sidebar/content/likeness';
import { inProportion } from '../../growth';
import { composing } from '../make';

const FILLED = 'Hi Anna, your roof is done and the invoice follows by mail tomorrow.';

describe('the digest', () => {
  it.each([
    // FIPS 180-4, and the lengths around the end of a block.
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('of “%s” is the one of the standard', (text, is) => {
    expect(sha256(text)).toBe(is);
  });

  it('is that of every other program, whatever the text and its length', () => {
    for (const piece of ['a', 'é', '😀', 'ждём ', '\u0000']) {
      for (const times of [1, 13, 27, 28, 31, 32, 55, 56, 63, 64, 65, 119, 120, 400]) {
        const text = piece.repeat(times);
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }
    }
  });

  it('of a wording begins its mark', () => {
    expect(sha256(fingerprint(FILLED)).startsWith(mark(FILLED))).toBe(true);
    expect(mark(FILLED)).toHaveLength(16);
  });
});

describe('how much of a draft was written before', () => {
  it.each([
    ['all of it', FILLED, 100],
    ['all of it, in other letters', FILLED.toUpperCase().replace(',', ' -'), 100],
    ['nearly all', FILLED.replace('tomorrow', 'on Friday'), 80],
    ['half', `${FILLED} It was a pleasure to meet you and your father.`, 50],
  ])('is %s of a template', (_, text, atLeast) => {
    const found = likeness(text, FILLED, []);
    expect(found?.of).toBe('template');
    expect(found?.percent).toBeGreaterThanOrEqual(atLeast);
    expect(found?.percent === 100).toBe(atLeast === 100);
  });

  it('is not worth saying where most of it is the rep’s own', () => {
    const own = `${FILLED} It was such a pleasure to meet you and your father on that sunny day, and I will gladly come by again.`;
    expect(likeness(own, FILLED, [])).toBeNull();
    expect(likeness('Thank you for asking, I will look into it at once.', FILLED, [])).toBeNull();
  });

  it('is never said of a few words', () => {
    expect(likeness('On my way!', 'On my way!', ['On my way!'])).toBeNull();
  });

  it('is that of the most alike of our last texts, where no template was begun with', () => {
    expect(likeness(FILLED, null, ['See you then.', FILLED])).toEqual({
      of: 'previous',
      percent: 100,
    });
    expect(likeness(FILLED, null, ['See you then.'])).toBeNull();
    expect(likeness(FILLED, 'Quite another template than that.', [FILLED])).toBeNull();
  });

  it('is to how many others it went today, as far as they may be, before all else', () => {
    const others = (times: number, most: number | null = 25) => ({
      today: new Map([[mark(FILLED), times]]),
      most,
    });
    const of = (times: number) => likeness(FILLED, FILLED, [FILLED], others(times));
    expect(of(2)?.of).toBe('template');
    expect(of(3)).toEqual({ of: 'others', percent: 12, times: 3, most: 25 });
    expect(of(25)?.percent).toBe(100);
    expect(of(40)?.percent).toBe(100);
    expect(likeness(FILLED, null, [], others(40, null))).toBeNull();
    expect(likeness('Quite another text than that one.', null, [], others(40))).toBeNull();
  });

  it('stands beside the hints, and is said with them where all of it is', () => {
    const on = {
      composing: composing(),
      template: FILLED,
      previous: [],
      verdict: { state: 'go' as const, reasons: [] },
      passed: [],
    };
    expect(checked(FILLED, on, [])).toMatchObject({
      advice: [],
      likeness: { of: 'template', percent: 100, words: 'The template, word for word' },
      said: 'The template, word for word',
    });
    expect(checked(`${FILLED}!!!`, on, []).said).toBe('1 hint. The template, word for word');
    expect(checked(`${FILLED} Bye, see you soon, Maya`, on, []).said).toBe('');
  });

  it('is found in a time that its length explains', () => {
    const read = (text: string): unknown => likeness(text, text, [text, text, text, text, text]);
    expect(inProportion(read, 'a b ')).toBe(true);
  });
});
