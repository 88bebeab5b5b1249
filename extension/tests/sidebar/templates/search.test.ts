import { describe, expect, it } from 'vitest';
import { findTemplates, marked } from '../../../src/sidebar/templates/search';
import { template } from '../make';

const ALL = [
  template({ id: 'a', name: 'Thanks for the visit', body: 'We confirm', group: '' }),
  template({ id: 'b', name: 'Reconfirm', body: 'New time', group: '' }),
  template({ id: 'c', name: 'Confirm appointment', group: '' }),
  template({ id: 'd', name: 'Café opening', group: 'Fun', body: '', tags: ['brunch'] }),
  template({ id: 'e', name: 'Перенос визита', group: '', body: 'Когда вам удобно?' }),
];
const ids = (query: string) => findTemplates(ALL, query).map(({ template: { id } }) => id);

describe('searching templates', () => {
  it('puts the name that begins with it first, then names, then texts', () => {
    expect(ids('confirm')).toEqual(['c', 'b', 'a']);
  });

  it('takes words in any order, and accents as they come', () => {
    expect(ids('app conf')).toEqual(['c']);
    expect(ids('cafe')).toEqual(['d']);
    expect(ids('opening café')).toEqual(['d']);
    expect(ids('')).toHaveLength(ALL.length);
  });

  it.each([
    ['confrim', ['c']],
    ['appointmnt', ['c']],
    ['opennig', ['d']],
    ['visitt', []],
    ['переност', []],
  ])('forgives a typo: %s', (query, first) => {
    expect(ids(query).slice(0, first.length)).toEqual(first);
  });

  it('looks into folders and tags', () => {
    expect(ids('fun')).toEqual(['d']);
    expect(ids('brunch')).toEqual(['d']);
  });

  it('reads other scripts', () => {
    expect(ids('перен')).toEqual(['e']);
    expect(ids('удобно')).toEqual(['e']);
  });

  it('finds nothing where nothing is like it', () => {
    expect(ids('zzz')).toEqual([]);
    expect(ids('confirm zzz')).toEqual([]);
  });

  it('is quiet about signs that mean something to patterns', () => {
    for (const query of ['(', '[a', 'a|b', '.*', '\\', '$^', '-confirm', '"confirm"']) {
      expect(() => ids(query)).not.toThrow();
    }
    expect(ids('"confirm"')).toEqual(['c', 'b', 'a']);
  });

  it('marks what was hit, and what it was taken for, and loses no character', () => {
    expect(marked('Reconfirm Café', ['confirm', 'cafe'])).toEqual([
      { text: 'Re', hit: false },
      { text: 'confirm', hit: true },
      { text: ' ', hit: false },
      { text: 'Café', hit: true },
    ]);
    expect(findTemplates(ALL, 'confrim')[0]?.hits).toContain('confirm');
  });
});
