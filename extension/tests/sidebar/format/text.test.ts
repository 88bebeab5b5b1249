import { describe, expect, it } from 'vitest';
import { withLinks } from '../../../src/sidebar/format/links';
import { firstWord, initials } from '../../../src/sidebar/format/names';
import { clockTime, daysAgo, minutesAgo, theirTime } from '../../../src/sidebar/format/time';

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
