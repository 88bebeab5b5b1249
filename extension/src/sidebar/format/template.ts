// Merge fields in approved wording: {{first_name}}, and {{first_name|there}} with a fallback.
// Values arrive written in every way that they can be (`visit|date`): nothing here knows languages.
// Twin of backend/threadside/rules/templates.py: both run the same vectors.

export interface TemplateField {
  /** Lower case. */
  readonly name: string;
  readonly fallback: string | null;
  /** The characters the field stood in. */
  readonly source: string;
  /** What its value is called: `visit`, or `visit|date`. */
  readonly key: string;
  /** No text goes without the value. */
  readonly required: boolean;
}

export type TemplatePart = string | TemplateField;

export interface Rendered {
  readonly text: string;
  /** Fields without a value and without a fallback; they stay in the text as written. */
  readonly missing: readonly string[];
  /** The keys of the values that stand in it. */
  readonly used: readonly string[];
}

// Spelled out, since `\s` and `\w` mean different sets in Python and in JavaScript.
const field = /\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*) *((?:\|[^{}|\r\n]*){0,3})\}\}/g;
/** A part that is never changed (locks.ts). */
export const lock = /\[\[((?:(?!\[\[|\]\])[\s\S])*)\]\]/g;
const formats: readonly string[] = ['date', 'time', 'money', 'first_name'];
const or = /^or: *(?:"([^"]*)"|(.*))$/s;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const direction = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const edges =
  /^[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g;

/** Literal text and fields in order. Anything that is not a well-formed field is literal. */
export function parseTemplate(body: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of body.matchAll(field)) {
    const [source, name = '', bars = ''] = match;
    const found = fieldOf(source, name.toLowerCase(), bars.split('|').slice(1).map(clean));
    if (found === null) continue;
    if (match.index > end) parts.push(body.slice(end, match.index));
    parts.push(found);
    end = match.index + source.length;
  }
  if (end < body.length) parts.push(body.slice(end));
  return parts;
}

/** A format, `required`, a fallback, in this order; null for anything else. */
function fieldOf(source: string, name: string, bars: string[]): TemplateField | null {
  const format = formats.includes(bars[0] ?? '') ? bars.shift() : undefined;
  const required = bars[0] === 'required' && bars.shift() !== undefined;
  const [last, ...more] = bars;
  if (more.length > 0) return null;
  const key = format === undefined ? name : `${name}|${format}`;
  if (last === undefined) return { name, fallback: null, source, key, required };
  if (required || last === 'required' || formats.includes(last)) return null;
  const said = or.exec(last);
  return { name, fallback: clean(said?.[1] ?? said?.[2] ?? last), source, key, required };
}

/** The distinct field names, lower case, in order of appearance. */
export function templateFields(body: string): string[] {
  const names = parseTemplate(body).flatMap((part) =>
    typeof part === 'string' ? [] : [part.name],
  );
  return [...new Set(names)];
}

/**
 * Fills in one pass, so a value that looks like a field is not expanded. Line breaks and control
 * characters of a value become one space, direction marks go; an empty value counts as absent. The
 * brackets of locked parts are not of the text.
 */
export function renderTemplate(
  body: string,
  values: Readonly<Record<string, string | null | undefined>>,
): Rendered {
  const missing = new Set<string>();
  const used = new Set<string>();
  const text = parseTemplate(body.replace(lock, '$1')).map((part) => {
    if (typeof part === 'string') return part;
    const value = Object.hasOwn(values, part.key) ? clean(values[part.key] ?? '') : '';
    if (value !== '') {
      used.add(part.key);
      return value;
    }
    if (part.fallback !== null) return part.fallback;
    missing.add(part.name);
    return part.source;
  });
  return { text: text.join(''), missing: [...missing], used: [...used] };
}

function clean(value: string): string {
  return value.replace(direction, '').replace(control, ' ').replace(edges, '');
}
