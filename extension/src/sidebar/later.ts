/** When a text may go later: what a rep mostly means, on the clock of whoever gets it. Pure. */

import { instantOf, onDay, type Wall, wallIn, weekday } from './format/zoned';
import { DAY_MS, SOONEST_MS } from './limits';

export type LaterKind = 'hour' | 'morning' | 'evening' | 'tomorrow' | 'monday';

export interface LaterChoice {
  kind: LaterKind;
  /** In ms. */
  at: number;
}

const HOUR_MS = 3_600_000;
const STEP_MS = 5 * 60_000;
/** Telephone rules name 8 in the morning to 9 in the evening, local (47 CFR 64.1200(c)(1)). */
const MORNING = 8;
const EVENING = 18;
const NIGHT = 21;
const MONDAY = 1;

export function laterChoices(now: number, zone: string): LaterChoice[] {
  const today = wallIn(now, zone);
  const on = (days: number, hour: number): number => instantOf(onDay(today, days, hour), zone);
  const soon = Math.ceil((now + HOUR_MS) / STEP_MS) * STEP_MS;
  const soonHour = wallIn(soon, zone).hour;
  const tomorrow = weekday(onDay(today, 1, 0));
  const choices: LaterChoice[] = [];
  if (soonHour >= MORNING && soonHour < NIGHT) choices.push({ kind: 'hour', at: soon });
  if (today.hour < MORNING - 1) choices.push({ kind: 'morning', at: on(0, MORNING) });
  if (today.hour < EVENING - 1) choices.push({ kind: 'evening', at: on(0, EVENING) });
  choices.push({ kind: 'tomorrow', at: on(1, MORNING) });
  if (tomorrow !== MONDAY) {
    const days = (MONDAY - weekday(today) + 7) % 7 || 7;
    choices.push({ kind: 'monday', at: on(days, MORNING) });
  }
  return choices;
}

/** `2026-11-24T08:00`, as a field for date and time has it. */
export function toField(at: number, zone: string): string {
  const wall = wallIn(at, zone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}

const FIELD = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

/** The instant that a field means in `zone`, or null for nothing, the past, and over `days` ahead. */
export function fromField(value: string, zone: string, now: number, days: number): number | null {
  const parts = FIELD.exec(value)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const wall: Wall = { year, month, day, hour, minute };
  const at = instantOf(wall, zone);
  return at - now >= SOONEST_MS && at - now <= days * DAY_MS ? at : null;
}
