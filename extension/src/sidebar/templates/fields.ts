/** A text that was sent, as wording for others: what is one person's becomes a merge field. Pure. */
import { parseTemplate, renderTemplate } from '../format/template';

/** A field that reads well where its value is missing; of the others nobody can say. */
const FALLBACK: Readonly<Record<string, string>> = { first_name: 'there' };
/** A shorter value stands in words by chance. */
const SHORTEST = 2;

const escaped = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * The text with merge fields in place of these values, word for word and in any case; the longest
 * first, so that a name is not taken for its first part.
 */
export function toFields(text: string, values: Readonly<Record<string, string>>): string {
  const fields = Object.keys(values)
    .map((name) => ({ name, value: renderTemplate(`{{${name}}}`, values).text }))
    .filter(({ value }) => Array.from(value).length >= SHORTEST && /[\p{L}\p{N}]/u.test(value))
    .sort((a, b) => b.value.length - a.value.length);
  const byValue = new Map<string, string>();
  for (const { name, value } of fields) {
    const key = value.toLocaleLowerCase();
    if (!byValue.has(key)) byValue.set(key, name);
  }
  if (byValue.size === 0) return text;
  const all = fields.map(({ value }) => escaped(value)).join('|');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(whole, (value) => {
    const name = byValue.get(value.toLocaleLowerCase());
    if (name === undefined) return value;
    const fallback = FALLBACK[name];
    return fallback === undefined ? `{{${name}}}` : `{{${name}|${fallback}}}`;
  });
}

/** The text with a value in place of a field that nothing filled, wherever it stands. */
export function filledIn(text: string, name: string, value: string): string {
  const { text: plain } = renderTemplate(`{{${name}}}`, { [name]: value });
  const parts = parseTemplate(text).map((part) => {
    if (typeof part === 'string') return part;
    return part.name === name ? plain : part.source;
  });
  return parts.join('');
}

/** `visit.date` as a person reads it: `Visit date`. */
export function spoken(name: string): string {
  const words = name.replaceAll(/[._]+/g, ' ').trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
