/** Times as people read them, in the browser's language. Pure. */
import type { LocalTime } from '../wire';

const DAY_MS = 24 * 3600 * 1000;

type Options = Intl.DateTimeFormatOptions;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs some 50 µs; a long timeline asks for the same few. */
function format(locale: string, options: Options): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** `2:15 PM`. */
export function clockTime(at: string | number, locale: string, zone?: string): string {
  const options: Options = { hour: 'numeric', minute: '2-digit' };
  return format(locale, zone === undefined ? options : { ...options, timeZone: zone }).format(
    new Date(at),
  );
}

function dayStart(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** Which local day an instant falls on: equal for two instants of one day. */
export function dayOf(at: string): number {
  return dayStart(new Date(at).getTime());
}

/** 0 today, 1 yesterday, and so on. */
export function daysAgo(at: string, now: number): number {
  return Math.round((dayStart(now) - dayOf(at)) / DAY_MS);
}

/** `Tuesday, November 17`; with the year if it is another one. */
export function longDay(at: string, now: number, locale: string): string {
  const year = new Date(at).getFullYear() !== new Date(now).getFullYear();
  const options: Options = { weekday: 'long', month: 'long', day: 'numeric' };
  return format(locale, year ? { ...options, year: 'numeric' } : options).format(new Date(at));
}

/** `Nov 17`; with the year if it is another one. */
export function shortDay(at: string, now: number, locale: string): string {
  const year = new Date(at).getFullYear() !== new Date(now).getFullYear();
  const options: Options = { month: 'short', day: 'numeric' };
  return format(locale, year ? { ...options, year: 'numeric' } : options).format(new Date(at));
}

/** `Tue, Nov 24, 8:00 AM`; with the year if it is another one. */
export function dayAndTime(
  at: string | number,
  now: number,
  locale: string,
  zone?: string,
): string {
  const year = new Date(at).getFullYear() !== new Date(now).getFullYear();
  const options: Options = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(year ? { year: 'numeric' } : {}),
    ...(zone === undefined ? {} : { timeZone: zone }),
  };
  return format(locale, options).format(new Date(at));
}

/** Whole minutes since, or null when an hour or more has passed. */
export function minutesAgo(at: string, now: number): number | null {
  const minutes = Math.floor((now - new Date(at).getTime()) / 60_000);
  return minutes < 60 ? Math.max(0, minutes) : null;
}

/** The clock where the person is, or null when their number does not say. */
export function theirTime(local: LocalTime | null, now: number, locale: string): string | null {
  if (!local?.zone) return null;
  try {
    return clockTime(now, locale, local.zone);
  } catch {
    return null; // a zone that this browser does not know
  }
}
