import { describe, expect, it } from 'vitest';
import { withLinks } from '../../../src/sidebar/format/links';
import { firstWord, initials } from '../../../src/sidebar/format/names';
import { findTemplates, marked } from '../../../src/sidebar/format/search';
import { clockTime, daysAgo, minutesAgo, theirTime } from '../../../src/sidebar/format/time';
import { template } from '../make';

const whole = (text: string): string =>
  withLinks(text)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('');
const hrefs = (text: string): string[] =>
  withLinks(text).flatMap((part) => (typeof part === 'string' ? [] : [part.href]));

describe('web addresses in a text', () => {
  it.each([
    ['See https://a.example/q?x=1.', ['https://a.example/q?x=1']],
    ['(https://a.example/wiki/Foo_(bar))', ['https://a.example/wiki/Foo_(bar)']],
    ['“https://a.example”, ok?', ['https://a.example/']],
    ['http://a.example javascript:alert(1) www.a.example', []],
    ['data:text/html,x https://', []],
    ['HTTPS://A.EXAMPLE/B', ['https://a.example/B']],
  ])('%s', (text, expected) => {
    expect(hrefs(text)).toEqual(expected);
    expect(whole(text)).toBe(text);
  });
});

describe('names', () => {
  it.each([
    ['Anna Fernández', 'AF'],
    ['Dr. Daniel Roth', 'DR'],
    ['åsa', 'Å'],
    ['+1 720 555 0142', '#'],
    ['', '#'],
  ])('%s in two letters', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('are called by the first word', () => {
    expect(firstWord(' Priya Nair')).toBe('Priya');
  });
});

describe('searching templates', () => {
  const all = [
    template({ id: 'a', name: 'Thanks for the visit', body: 'We confirm' }),
    template({ id: 'b', name: 'Reconfirm', body: 'New time' }),
    template({ id: 'c', name: 'Confirm appointment' }),
    template({ id: 'd', name: 'Café opening', group: 'Fun', body: '' }),
  ];

  it('puts the name that begins with it first, then names, then texts', () => {
    expect(findTemplates(all, 'confirm').map((one) => one.id)).toEqual(['c', 'b', 'a']);
  });

  it('takes words in any order, and accents as they come', () => {
    expect(findTemplates(all, 'app conf').map((one) => one.id)).toEqual(['c']);
    expect(findTemplates(all, 'cafe').map((one) => one.id)).toEqual(['d']);
    expect(findTemplates(all, '')).toHaveLength(4);
  });

  it('marks what was hit and loses no character', () => {
    expect(marked('Reconfirm Café', 'confirm cafe')).toEqual([
      { text: 'Re', hit: false },
      { text: 'confirm', hit: true },
      { text: ' ', hit: false },
      { text: 'Café', hit: true },
    ]);
  });
});

describe('times', () => {
  const now = Date.UTC(2026, 10, 22, 21, 14);

  it('are those of the person, where their number says so', () => {
    const denver = { zone: 'America/Denver', place: 'Denver', ambiguous: false };
    expect(theirTime(denver, now, 'en-US')).toMatch(/^2:14\sPM$/);
    expect(theirTime({ ...denver, zone: null }, now, 'en-US')).toBeNull();
    expect(theirTime({ ...denver, zone: 'Mars/Olympus' }, now, 'en-US')).toBeNull();
    expect(clockTime(now, 'de-DE', 'Europe/Berlin')).toBe('22:14');
  });

  it('count days by the calendar, minutes by the hour', () => {
    const at = (ms: number): string => new Date(now - ms).toISOString();
    expect(daysAgo(at(0), now)).toBe(0);
    expect(daysAgo(at(36 * 3600_000), now)).toBeGreaterThanOrEqual(1);
    expect(minutesAgo(at(5 * 60_000), now)).toBe(5);
    expect(minutesAgo(at(61 * 60_000), now)).toBeNull();
  });
});
