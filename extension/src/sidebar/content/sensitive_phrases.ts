// Secrets that only their surroundings give away, and requests for them.
// Twin of backend/threadside/rules/sensitive/phrases.py.
import {
  context,
  keys,
  plain_values,
  rules,
  shared,
} from '../../../../shared_schemas/sensitive.json';
import type { Found } from './sensitive_numbers';
import { after, around, before, type Reading } from './sensitive_reading';
import { occurs, pattern } from './sensitive_table';

// Letters and digits in one piece, or all three kinds in something long.
const MIXED =
  /(?<![0-9A-Za-z])(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{8}|^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9]).{20}/;

type Check = (value: string, start: number, match: RegExpExecArray, reading: Reading) => boolean;
type More = Partial<Record<'needs' | 'unless' | 'even' | 'before' | 'check', string>>;

const plain = new Set(plain_values.split(' '));
const goesOn = new RegExp(`^${pattern(context.goes_on).source}`);
const account = pattern(context.account);

const LETTERS = /^\p{L}+(?:['-]\p{L}+)*$/u;

const checks: Readonly<Record<string, Check>> = {
  // A value, not a word about the password: "is expired", "must be changed: see here".
  word(value, start, match, { low }) {
    if (!opaque(value)) return false;
    if (!LETTERS.test(value)) return true;
    const word = value.toLowerCase();
    if (plain.has(word) || plain.has(word.split('-')[0] ?? '')) return false;
    const end = match.index + match[0].length;
    return `"'`.includes(low[start - 1] ?? ' ') || !goesOn.test(low.slice(end, end + 20));
  },
  // Letters together with digits or signs, as only a password has them.
  mixed(value) {
    const letters = value.match(/\p{L}/gu)?.length ?? 0;
    const mixed = letters > 0 && letters < Array.from(value).length;
    return value.length >= 6 && mixed && opaque(value) && !value.includes("'");
  },
  // Long and without the repetitions of words: at least three bits a character (Shannon).
  entropy(value) {
    const counts = new Map<string, number>();
    for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
    let bits = 0;
    for (const n of counts.values()) bits -= (n / value.length) * Math.log2(n / value.length);
    return value.length >= 16 && MIXED.test(value) && bits >= 3 && !value.includes('://');
  },
  // By its check digit (ABA), or beside an account's number.
  routing(value, _start, match, reading) {
    const sum = Array.from(value, (digit, at) => Number(digit) * ([3, 7, 1][at % 3] ?? 0));
    if (sum.reduce((all, each) => all + each, 0) % 10 === 0) return true;
    return occurs(account, around(reading, match.index, match.index + match[0].length));
  },
};

const shapes = keys.map(
  ([name, shape]) => [`api_key.${name}`, new RegExp(shape ?? '', 'g')] as const,
);

const table = (rules as unknown as [string, string, string, More?][]).map(
  ([type, name, find, own]) => {
    // Those of the rule go before those that all rules of its type share.
    const more: More = { ...(shared as Record<string, More>)[type], ...own };
    const option = (source?: string) => (source === undefined ? null : pattern(source));
    return {
      type,
      rule: `${type}.${name}`,
      find: pattern(find),
      needs: option(more.needs),
      unless: option(more.unless),
      even: option(more.even),
      before: option(more.before),
      check: more.check === undefined ? undefined : checks[more.check],
    };
  },
);

/** Keys of known shape, then every rule in the table's order. */
export function phrases(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const [rule, shape] of shapes) {
    for (const { index, 0: key } of reading.plain.matchAll(shape)) {
      if (/[\p{L}\p{N}]/u.test(reading.plain.charAt(index - 1))) continue;
      found.push({ type: 'api_key', rule, start: index, end: index + key.length });
    }
  }
  for (const each of table) {
    for (const match of reading.low.matchAll(each.find)) {
      const [start, end] = value(match);
      if (!allowed(each, match, reading)) continue;
      if (each.check?.(reading.plain.slice(start, end), start, match, reading) === false) continue;
      found.push({ type: each.type, rule: each.rule, start, end });
    }
  }
  return found;
}

function allowed(rule: (typeof table)[number], match: RegExpExecArray, reading: Reading): boolean {
  const { index: start, 0: whole } = match;
  const end = start + whole.length;
  const ahead = before(reading, start);
  if (rule.before !== null && occurs(rule.before, ahead)) return false;
  if (rule.unless !== null) {
    const sentence = (ahead + whole + after(reading, end)).replaceAll('\n', ' ');
    const even = rule.even !== null && occurs(rule.even, sentence);
    if (!even && occurs(rule.unless, sentence)) return false;
  }
  return rule.needs === null || occurs(rule.needs, around(reading, start, end));
}

function value(match: RegExpExecArray): [number, number] {
  const group = match.indices?.slice(1).find((span) => span !== undefined);
  let [start, end] = group ?? [match.index, match.index + match[0].length];
  if (group !== undefined) {
    const text = match.input;
    while (end - start > 1 && `.,;:!?)]}"'`.includes(text.charAt(end - 1))) end -= 1;
  }
  return [start, end];
}

function opaque(text: string): boolean {
  return text.length >= 3 && !/^(?:http|www\.|[/{[<(*•_])/i.test(text) && new Set(text).size > 1;
}
