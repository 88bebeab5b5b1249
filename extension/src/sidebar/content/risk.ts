/**
 * What carriers filter for its subject, and what needs consent to marketing.
 * Twin of backend/threadside/rules/content/risk.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, fold } from './folded';
import { type Found, hint, type Setting, type Span } from './hint';
import { find, lists, type Phrase } from './phrases';

const promotional = new RegExp(data.promotional_patterns.join('|'), 'g');

/** `risky_content`, once for each class, and `promotional_needs_marketing`. */
export function checkRisks(folded: Folded, phrases: readonly Phrase[], setting: Setting): Found[] {
  const risky = Object.keys(data.risks).map((name) => {
    const spans = spansOf(folded, phrases, name);
    const words = spans[0] && folded.text.slice(...spans[0]);
    const level = setting.blockedRisks.has(name) ? 'block' : 'warn';
    return words === undefined ? null : hint('risky_content', level, { class: name, words }, spans);
  });
  return [...risky, marketing(folded, phrases, setting)];
}

/** Does the text sell: a price held out, so much off, a coupon, a sale, a tracked link? */
export function isPromotional(text: string): boolean {
  const folded = fold(text);
  return offers(folded, find(lists, folded)).length > 0;
}

export function spansOf(folded: Folded, phrases: readonly Phrase[], kind: string): Span[] {
  return phrases
    .filter((one) => one.kind === kind)
    .map(({ start, end }) => folded.span(start, end));
}

function marketing(folded: Folded, phrases: readonly Phrase[], { scope }: Setting): Found {
  if (scope !== 'conversational' && scope !== 'informational') return null;
  const spans = offers(folded, phrases);
  if (spans[0] === undefined) return null;
  const words = folded.text.slice(...spans[0]).trim();
  return hint('promotional_needs_marketing', 'warn', { words }, spans);
}

function offers(folded: Folded, phrases: readonly Phrase[]): Span[] {
  const places = new Map<string, Span>();
  for (const { start, end } of phrases.filter((one) => one.kind === 'promotional')) {
    places.set(`${start} ${end}`, [start, end]);
  }
  for (const { 0: found, index } of folded.plain.matchAll(promotional)) {
    places.set(`${index} ${index + found.length}`, [index, index + found.length]);
  }
  return [...places.values()]
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map((place) => folded.span(...place));
}
