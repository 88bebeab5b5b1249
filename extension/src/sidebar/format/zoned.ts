/** Times on the wall of another zone. Pure. */

/** What a clock and a calendar show; `month` counts from 1. */
export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock in `zone` (an IANA name) shows at an instant, in ms. */
export function wallIn(at: number, zone: string): Wall {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(zone, format);
  const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

const asUtc = (wall: Wall): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);

const offset = (at: number, zone: string): number =>
  asUtc(wallIn(at, zone)) - Math.floor(at / 60_000) * 60_000;

/**
 * The instant, in ms, at which the clock in `zone` shows `wall`. A time that the clocks jump over
 * in spring is taken as far behind the jump as it was into it; of one that comes twice in autumn
 * the first is meant.
 */
export function instantOf(wall: Wall, zone: string): number {
  const guess = asUtc(wall);
  const before = guess - offset(guess - 86_400_000, zone);
  const after = guess - offset(guess + 86_400_000, zone);
  if (asUtc(wallIn(before, zone)) === guess) return before;
  if (asUtc(wallIn(after, zone)) === guess) return after;
  return before;
}

/** `days` later on the calendar, at an hour of the day. */
export function onDay(wall: Wall, days: number, hour: number): Wall {
  const day = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    day: day.getUTCDate(),
    hour,
    minute: 0,
  };
}

/** 0 for Sunday, as `Date` counts. */
export function weekday(wall: Wall): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
}
