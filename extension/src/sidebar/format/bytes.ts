/** Sizes as people read them, in thousands as carriers count. Pure. */

const MEGA = 1_000_000;

function spell(amount: number, locale: string, unit?: 'kilobyte' | 'megabyte'): string {
  const most = unit === 'megabyte' || (unit === undefined && !Number.isInteger(amount)) ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: most,
    ...(unit === undefined ? {} : { style: 'unit', unit, unitDisplay: 'short' }),
  }).format(amount);
}

const kilo = (bytes: number): number => Math.ceil(bytes / 1000);
const mega = (bytes: number): number => Math.ceil(bytes / (MEGA / 10)) / 10;

/** `420 kB`, `1.2 MB`; rounded up, so that what looks as if it fits does fit. */
export function sizeWords(bytes: number, locale: string): string {
  return bytes < MEGA
    ? spell(kilo(bytes), locale, 'kilobyte')
    : spell(mega(bytes), locale, 'megabyte');
}

/** `420` and `600 kB`: both in the unit of the whole. */
export function shareWords(part: number, whole: number, locale: string): [string, string] {
  return [spell(whole < MEGA ? kilo(part) : mega(part), locale), sizeWords(whole, locale)];
}
