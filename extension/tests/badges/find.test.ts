import { afterEach, describe, expect, it } from 'vitest';
import { findNumbers, looksLikePhone, MOST_NUMBERS, numberOf } from '../../src/badges/find';

const page = (html: string): string[] => {
  document.body.innerHTML = html;
  return [...findNumbers(document).values()];
};
const row = (cell: string): string => `<table><tr><td>${cell}</td></tr></table>`;

afterEach(() => document.body.replaceChildren());

describe('a text that looks like a number', () => {
  it.each([
    '(720) 555-0142',
    '720-555-0142',
    '720.555.0142',
    '+1 720 555 0142',
    '7205550142',
    '+4915123456789',
    '030/90 26 0',
    '720\u00a0555\u20110142',
  ])('%s', (text) => expect(looksLikePhone(text)).toBe(true));

  it.each([
    '2026-11-22',
    '11/22/2026',
    '22.11.2026',
    '555-01',
    '1234567',
    'Order 720-555-0142',
    '$7,205,550',
    '+',
    '1234 5678 9012 3456',
    `720-555-0142${' '.repeat(40)}`,
    '',
  ])('is none: %s', (text) => expect(looksLikePhone(text)).toBe(false));
});

describe('the numbers of a page', () => {
  it('are its tel: links, as they dial', () => {
    expect(
      page('<a href="tel:+1720-555-0142">Call</a> <a href="TEL:%2B13035550177">x</a>'),
    ).toEqual(['+1720-555-0142', '+13035550177']);
  });

  it('and cells of its lists that hold a number alone, however deep', () => {
    expect(page(row('<div><svg></svg><span><b> (720) 555-0142 </b></span></div>'))).toEqual([
      '(720) 555-0142',
    ]);
    expect(page('<div role="row"><div role="gridcell">303-555-0177</div></div>')).toEqual([
      '303-555-0177',
    ]);
  });

  it.each([
    ['a text outside a list', '<p>(720) 555-0142</p>'],
    ['a cell with more than a number', row('Anna, (720) 555-0142')],
    ['a field', row('<input value="(720) 555-0142">')],
    ['a date', row('2026-11-22')],
    ['a link elsewhere', '<a href="https://example.com/7205550142">720-555-0142</a>'],
    ['what is no number', '<a href="tel:help">help</a>'],
  ])('not %s', (_, html) => expect(page(html)).toEqual([]));

  it('count a cell with a link once', () => {
    expect(page(row('<a href="tel:7205550142">(720) 555-0142</a>'))).toEqual(['7205550142']);
  });

  it('end at two hundred', () => {
    const rows = Array.from({ length: 300 }, (_, n) => `<tr><td>720-555-${1000 + n}</td></tr>`);
    expect(page(`<table>${rows.join('')}</table>`)).toHaveLength(MOST_NUMBERS);
  });

  it('are told anew when a list puts somebody else into a row', () => {
    page(row('(720) 555-0142'));
    const cell = document.querySelector('td') as Element;
    cell.textContent = '(303) 555-0177';
    expect(numberOf(cell)).toBe('(303) 555-0177');
  });
});
