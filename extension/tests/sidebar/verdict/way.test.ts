import { describe, expect, it } from 'vitest';
import { aboutTheWords, applying, goesAt, type Way, wayOf } from '../../../src/sidebar/verdict/way';
import type { Override, Verdict } from '../../../src/sidebar/wire';
import { help, reason, verdict } from '../make';

const stop = reason({ code: 'opted_out' });
const caps = reason({ code: 'unanswered_week', may_override: true });
const quiet = reason({ code: 'quiet_hours', weight: 'wait', may_override: true });
const paused = reason({ code: 'line_paused', weight: 'wait' });
const note = reason({ code: 'never_texted', weight: 'note' });
const secret = reason({ code: 'sensitive_card', remedies: [help('edit_text', 'Take it out')] });
const past = (...codes: string[]): Override[] =>
  codes.map((code) => ({ code, reason: 'They asked' }));

const CASES: [what: string, state: Verdict['state'], Verdict['reasons'], Override[], Way][] = [
  ['nothing stands against it', 'go', [note], [], 'open'],
  ['an older server gives reasons of "go" no weight', 'go', [reason()], [], 'open'],
  ['something stops', 'stop', [stop, note], [], 'shut'],
  ['something stops and nobody says what', 'stop', [], [], 'shut'],
  ['something waits', 'wait', [quiet], [], 'later'],
  ['something waits and nobody says what', 'wait', [], [], 'later'],
  ['the rep goes past what waits', 'wait', [quiet, note], past('quiet_hours'), 'open'],
  ['the rep goes past one of two', 'wait', [quiet, paused], past('quiet_hours'), 'later'],
  ['the rep goes past what stops', 'stop', [caps], past('unanswered_week'), 'open'],
  [
    'what stops is gone past and what waits is not',
    'stop',
    [caps, quiet],
    past('unanswered_week'),
    'later',
  ],
  ['nobody may go past it', 'stop', [stop], past('opted_out'), 'shut'],
  ['one of two that stop', 'stop', [stop, caps], past('unanswered_week'), 'shut'],
  ['only the words stop it: they can be changed', 'stop', [secret], [], 'open'],
  ['the words and something else', 'stop', [secret, stop], [], 'shut'],
  ['the words, and it is night', 'stop', [secret, quiet], [], 'later'],
];

describe('the composer', () => {
  it.each(CASES)('%s', (_, state, reasons, overrides, way) => {
    expect(wayOf(verdict({ state, reasons }), overrides)).toBe(way);
  });

  it('keeps an override only where the verdict allows one now', () => {
    const both = past('quiet_hours', 'opted_out');
    expect(applying(verdict({ state: 'wait', reasons: [quiet] }), both)).toEqual(
      past('quiet_hours'),
    );
    expect(applying(verdict(), both)).toEqual([]);
    expect(applying(verdict(), undefined)).toEqual([]);
  });

  it('sends at the hour that is named, and at once where it is moments away', () => {
    const now = Date.parse('2026-11-22T13:00:00Z');
    const until = (at: string | null) => verdict({ state: 'wait', until: at });
    expect(goesAt(until('2026-11-22T14:00:00Z'), 'later', now)).toBe(now + 3_600_000);
    expect(goesAt(until('2026-11-22T13:00:30Z'), 'later', now)).toBeUndefined();
    expect(goesAt(until(null), 'later', now)).toBeUndefined();
    expect(goesAt(until('2026-11-22T14:00:00Z'), 'open', now)).toBeUndefined();
  });

  it('knows a refusal that lies in the words', () => {
    expect(aboutTheWords(verdict({ state: 'stop', reasons: [secret] }))).toBe(true);
    expect(aboutTheWords(verdict({ state: 'stop', reasons: [stop] }))).toBe(false);
    expect(aboutTheWords(verdict({ reasons: [secret] }))).toBe(false);
  });
});
