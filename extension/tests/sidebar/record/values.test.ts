import { describe, expect, it } from 'vitest';
import { valuesIn } from '../../../src/sidebar/record/filled';
import { accepted, joined, pieces, rewritten, standing } from '../../../src/sidebar/record/values';
import { beside } from '../make';
import { context, value } from '../make_record';

const shown = beside({
  values: { first_name: 'Anna', stage: 'Offer', member_name: 'Jon' },
  context: context({ values: [value('first_name', 'Anna'), value('stage', 'Offer')] }),
});

describe('values of the CRM in a text', () => {
  it('are those that a template put there, not the rep’s own name', () => {
    expect(valuesIn('Hi {{first_name}}, {{stage}}! {{member_name}}', shown)).toEqual([
      { name: 'first_name', value: 'Anna' },
      { name: 'stage', value: 'Offer' },
    ]);
    expect(valuesIn('Hi {{nickname|there}}', shown)).toEqual([]);
  });

  it('are asked about while they stand word for word', () => {
    const all = [
      { name: 'first_name', value: 'Ann' },
      { name: 'price', value: '$12.50 (net)' },
    ];
    expect(standing('Anna, it is $12.50 (net).', all)).toEqual([all[1]]);
    expect(standing('Ann: no price', all)).toEqual([all[0]]);
  });

  it('of two templates are one list, the later words first to count', () => {
    const before = [
      { name: 'stage', value: 'Offer' },
      { name: 'price', value: '1' },
    ];
    expect(joined(before, [{ name: 'stage', value: 'Won' }])).toEqual([
      { name: 'price', value: '1' },
      { name: 'stage', value: 'Won' },
    ]);
  });
});

describe('a value that changed', () => {
  const change = { name: 'first_name', old: 'Ann', new: 'Anna $&' };

  it('is shown in its places, and nowhere inside a word', () => {
    expect(pieces('Ann, your annex. Anna? Ann!', [change])).toEqual([
      { old: 'Ann', new: 'Anna $&' },
      ', your annex. Anna? ',
      { old: 'Ann', new: 'Anna $&' },
      '!',
    ]);
  });

  it('is written there as it is, and never looked through again', () => {
    const second = { name: 'last', old: 'Anna', new: 'Zoe' };
    expect(rewritten('Hi Ann.', [change, second])).toBe('Hi Anna $&.');
  });

  it('leaves the words where the CRM has nothing any more', () => {
    const lost = { name: 'stage', old: 'Offer', new: '' };
    expect(rewritten('Your Offer', [lost])).toBe('Your Offer');
    const values = [
      { name: 'stage', value: 'Offer' },
      { name: 'first_name', value: 'Ann' },
    ];
    expect(accepted(values, [lost, change])).toEqual([{ name: 'first_name', value: 'Anna $&' }]);
  });
});
