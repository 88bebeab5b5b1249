/**
 * Checks for values that come from outside: a message, a stored object, a server's answer.
 * A check never throws and never repairs; what does not fit is refused.
 */

export type Check<T> = (value: unknown) => value is T;

type Shape<T> = { [K in keyof T]-?: Check<T[K]> };

export function text(max: number, pattern?: RegExp): Check<string> {
  return (value): value is string =>
    typeof value === 'string' && value.length <= max && (pattern?.test(value) ?? true);
}

/** Whole numbers from `min` to `max`, both included. */
export function whole(min = 0, max = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value): value is number =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

export const flag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';

export function oneOf<const T extends readonly string[]>(allowed: T): Check<T[number]> {
  return (value): value is T[number] => typeof value === 'string' && allowed.includes(value);
}

export function listOf<T>(item: Check<T>, max: number): Check<T[]> {
  return (value): value is T[] =>
    Array.isArray(value) && value.length <= max && value.every((one) => item(one));
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** A key that may be missing. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

export function plainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with these keys; keys that are not named are refused unless `open`. */
export function shape<T extends object>(keys: Shape<T>, open?: 'open'): Check<T> {
  return (value): value is T =>
    plainObject(value) &&
    (open === 'open' || Object.keys(value).every((key) => Object.hasOwn(keys, key))) &&
    Object.entries<Check<unknown>>(keys).every(([key, check]) => check(value[key]));
}

export const empty: Check<Record<string, never>> = (value): value is Record<string, never> =>
  plainObject(value) && Object.keys(value).length === 0;
