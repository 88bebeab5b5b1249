/** The same words in fewer texts: which characters make the difference, and what can be done. */
import { countSegments, toGsm } from './segments';

export interface Swap {
  readonly from: string;
  /** Empty for what is left out. */
  readonly to: string;
}

export interface Cheaper {
  readonly text: string;
  readonly segments: number;
}

/** The same words in fewer texts, if plain characters make the difference; else null. */
export function cheaper(text: string): Cheaper | null {
  const plain = toGsm(text);
  if (plain === null) return null;
  const { segments } = countSegments(plain);
  return segments < countSegments(text).segments ? { text: plain, segments } : null;
}

export interface Dear {
  /** How many texts it is because of them. */
  readonly segments: number;
  readonly plain: Cheaper | null;
  /** What `plain` would change. */
  readonly swaps: readonly Swap[];
  /** What nothing plain stands for. */
  readonly stuck: readonly string[];
}

/** The characters that make `text` cost more texts (3GPP TS 23.038), or null where none do. */
export function dear(text: string): Dear | null {
  const { encoding, segments, unicodeChars } = countSegments(text);
  if (encoding === 'gsm7' || segments < 2) return null;
  const plain = cheaper(text);
  const all = unicodeChars.map((from) => ({ from, to: toGsm(from) }));
  const swaps = all.filter((one): one is Swap => one.to !== null);
  const stuck = all.filter(({ to }) => to === null).map(({ from }) => from);
  if (plain !== null) return { segments, plain, swaps, stuck };
  const without = Array.from(text).filter((one) => !unicodeChars.includes(one));
  if (stuck.length === 0 || countSegments(without.join('')).segments >= segments) return null;
  return { segments, plain, swaps: [], stuck };
}
