/**
 * Checks for values that come from outside: a message, a stored object, a server's answer.
 * A check never throws and never repairs; what does not fit is refused.
 */

export type Check<T> = (value: unknown) => value is T;

type Shape<T> = { [K in keyof T]-?: Check<T[K]> };

export const text =
  (max: number, pattern?: RegExp): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= max && (pattern === undefined || pattern.test(value));

/** Whole numbers from `min` to `max`, both included. */
export const whole =
  (min = 0, max = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value): value is number =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

export const flag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';

export const oneOf =
  <const T extends readonly string[]>(...allowed: T): Check<T[number]> =>
  (value): value is T[number] =>
    typeof value === 'string' && allowed.includes(value);

export const listOf =
  <T>(item: Check<T>, max: number): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.length <= max && value.every((one) => item(one));

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value): value is T | null =>
    value === null || check(value);

/** A key that may be missing. */
export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

export const plainObject: Check<Record<string, unknown>> = (
  value,
): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with these keys; keys that are not named are refused unless `open`. */
export const shape =
  <T extends object>(keys: Shape<T>, open: 'closed' | 'open' = 'closed'): Check<T> =>
  (value): value is T => {
    if (!plainObject(value)) return false;
    if (open === 'closed' && Object.keys(value).some((key) => !Object.hasOwn(keys, key))) return false;
    return Object.entries<Check<unknown>>(keys).every(([key, check]) => check(value[key]));
  };

export const empty: Check<Record<string, never>> = (value): value is Record<string, never> =>
  plainObject(value) && Object.keys(value).length === 0;
