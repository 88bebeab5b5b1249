/** Finding templates as the rep types. Pure. */
import type { Template } from '../wire';

/** A stretch of text, marked where the query hit it. */
export interface Stretch {
  text: string;
  hit: boolean;
}

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const words = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);

/**
 * Templates that hold every word of the query in name, group or text. Those whose name begins
 * with the query come first, then those whose name holds it, each in the order given.
 */
export function findTemplates(templates: readonly Template[], query: string): Template[] {
  const wanted = words(query);
  const whole = wanted.join(' ');
  const rank = ({ name, group, body }: Template): number => {
    const title = fold(name);
    if (title.startsWith(whole)) return 0;
    if (wanted.every((word) => title.includes(word))) return 1;
    const all = `${title} ${fold(group)} ${fold(body)}`;
    return wanted.every((word) => all.includes(word)) ? 2 : 3;
  };
  return templates
    .map((template) => ({ template, rank: rank(template) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.template);
}

/** The text cut at the query's words, for highlighting. Joined it is the text again. */
export function marked(text: string, query: string): Stretch[] {
  const chars = Array.from(text);
  // Folding may change lengths, so characters are folded one by one and keep their places.
  const folded = chars.map(fold);
  const hits = new Array<boolean>(chars.length).fill(false);
  for (const word of words(query)) {
    const letters = Array.from(word);
    for (let at = 0; at + letters.length <= chars.length; at += 1) {
      if (letters.every((letter, i) => folded[at + i] === letter)) {
        hits.fill(true, at, at + letters.length);
      }
    }
  }
  const stretches: Stretch[] = [];
  chars.forEach((char, i) => {
    const hit = hits[i] ?? false;
    const last = stretches.at(-1);
    if (last?.hit === hit) last.text += char;
    else stretches.push({ text: char, hit });
  });
  return stretches;
}
