import { describe, expect, it } from 'vitest';
import { instantOf, wallIn } from '../../src/sidebar/format/zoned';
import { fromField, laterChoices, toField } from '../../src/sidebar/later';
import { DAY_MS } from '../../src/sidebar/limits';

const DENVER = 'America/Denver';
const at = (iso: string): number => Date.parse(iso);
const shown = (now: string, zone = DENVER) =>
  laterChoices(at(now), zone).map(({ kind, at: when }) => `${kind} ${toField(when, zone)}`);

describe('a time on the wall', () => {
  it.each([
    ['2026-11-24T08:00', DENVER, '2026-11-24T15:00:00Z'],
    ['2026-07-01T08:00', DENVER, '2026-07-01T14:00:00Z'],
    ['2026-07-01T08:00', 'Asia/Kolkata', '2026-07-01T02:30:00Z'],
    ['2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00Z'],
    ['2026-01-01T00:00', 'Pacific/Pago_Pago', '2026-01-01T11:00:00Z'],
  ])('%s in %s is %s', (field, zone, iso) => {
    expect(fromField(field, zone, at(iso) - 3_600_000, 30)).toBe(at(iso));
    expect(toField(at(iso), zone)).toBe(field);
  });

  it('that the clocks jump over is behind the jump', () => {
    const wall = { year: 2026, month: 3, day: 8, hour: 2, minute: 30 };
    expect(toField(instantOf(wall, DENVER), DENVER)).toBe('2026-03-08T03:30');
  });

  it('that comes twice is the first of the two', () => {
    const wall = { year: 2026, month: 11, day: 1, hour: 1, minute: 30 };
    expect(instantOf(wall, DENVER)).toBe(at('2026-11-01T07:30:00Z'));
  });

  it('comes back as it went, in every hour of a year', () => {
    for (const zone of [DENVER, 'Australia/Lord_Howe']) {
      for (let hour = 0; hour < 8760; hour += 1) {
        const moment = at('2026-01-01T00:00:00Z') + hour * 3_600_000;
        const again = instantOf(wallIn(moment, zone), zone);
        expect([0, -3_600_000, -1_800_000]).toContain(again - moment);
      }
    }
  });
});

describe('what is offered', () => {
  it('in the morning of a weekday', () => {
    expect(shown('2026-11-24T16:02:00Z')).toEqual([
      'hour 2026-11-24T10:05',
      'evening 2026-11-24T18:00',
      'tomorrow 2026-11-25T08:00',
      'monday 2026-11-30T08:00',
    ]);
  });

  it('at night is not an hour from now', () => {
    expect(shown('2026-11-25T05:00:00Z')).toEqual([
      'tomorrow 2026-11-25T08:00',
      'monday 2026-11-30T08:00',
    ]);
  });

  it('before the morning is the morning', () => {
    expect(shown('2026-11-24T12:00:00Z')).toEqual([
      'morning 2026-11-24T08:00',
      'evening 2026-11-24T18:00',
      'tomorrow 2026-11-25T08:00',
      'monday 2026-11-30T08:00',
    ]);
  });

  it('on a Sunday has Monday once', () => {
    expect(shown('2026-11-22T20:00:00Z').filter((one) => /11-23/.test(one))).toEqual([
      'tomorrow 2026-11-23T08:00',
    ]);
  });

  it('over the end of summer time is 8 on their clock', () => {
    expect(shown('2026-10-31T20:00:00Z')).toContain('tomorrow 2026-11-01T08:00');
  });
});

describe('a time that was typed', () => {
  const now = at('2026-11-24T16:00:00Z');
  it.each([
    '',
    'soon',
    '2026-11-24T09:00',
    '2026-11-20T09:00',
    '2027-11-24T09:00',
  ])('%j is none', (field) => expect(fromField(field, DENVER, now, 30)).toBeNull());

  it('has to be within what the server takes', () => {
    const end = now + 7 * DAY_MS;
    expect(fromField(toField(end - 60_000, DENVER), DENVER, now, 7)).not.toBeNull();
    expect(fromField(toField(end + 120_000, DENVER), DENVER, now, 7)).toBeNull();
  });
});
