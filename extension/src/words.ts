/**
 * Every word shown to people comes from shared_schemas/words through here. Keys and parameters are
 * checked by the compiler against the word list (dist/words.d.ts, made by the build).
 */
import type { Words } from '../dist/words';
import { browser } from './chrome';

export type WordKey = keyof Words;

/** Stems of keys that exist as `….one` and `….other`; they take the count as `n`. */
export type PluralKey = {
  [K in WordKey]: K extends `${infer Stem}.one`
    ? `${Stem}.other` extends WordKey
      ? Stem
      : never
    : never;
}[WordKey];

type Values<Names extends string> = { [N in Names]: string | number };
type Distribute<K extends WordKey> = [Words[K]] extends [never] ? [] : [values: Values<Words[K]>];

const locale = (): string => browser.i18n.getUILanguage();

function say(key: string, values: Record<string, string | number>): string {
  const filled = Object.keys(values)
    .sort()
    .map((name) => String(values[name]));
  return browser.i18n.getMessage(key.replaceAll('.', '_'), filled);
}

/** The sentence for a key. */
export function t<K extends WordKey>(key: K, ...values: Distribute<K>): string {
  return say(key, values[0] ?? {});
}

/** The sentence for a count, in the form the language asks for (`one`, `other`). */
export function plural<K extends PluralKey>(stem: K, n: number): string {
  const form = new Intl.PluralRules(locale()).select(n) === 'one' ? 'one' : 'other';
  const shown = new Intl.NumberFormat(locale()).format(n);
  return say(`${stem}.${form}`, { n: shown });
}
