// Merge fields in approved wording: {{first_name}}, and {{first_name|there}} with a fallback.
// Twin of backend/threadside/rules/templates.py: both run the same vectors.

export interface TemplateField {
  /** Lower case. */
  readonly name: string;
  readonly fallback: string | null;
  /** The characters the field stood in. */
  readonly source: string;
}

export type TemplatePart = string | TemplateField;

export interface Rendered {
  readonly text: string;
  /** Fields without a value and without a fallback; they stay in the text as written. */
  readonly missing: readonly string[];
  /** Fields that a value filled. */
  readonly used: readonly string[];
}

// Spelled out, since `\s` and `\w` mean different sets in Python and in JavaScript.
const field = /\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*) *(?:\|([^{}|\r\n]*))?\}\}/g;
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
    if (match.index > end) parts.push(body.slice(end, match.index));
    const [source, name = '', fallback] = match;
    parts.push({
      name: name.toLowerCase(),
      fallback: fallback === undefined ? null : clean(fallback),
      source,
    });
    end = match.index + source.length;
  }
  if (end < body.length) parts.push(body.slice(end));
  return parts;
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
 * characters of a value become one space, direction marks go; an empty value counts as absent.
 */
export function renderTemplate(
  body: string,
  values: Readonly<Record<string, string | null | undefined>>,
): Rendered {
  const missing = new Set<string>();
  const used = new Set<string>();
  const text = parseTemplate(body).map((part) => {
    if (typeof part === 'string') return part;
    const value = Object.hasOwn(values, part.name) ? clean(values[part.name] ?? '') : '';
    if (value !== '') {
      used.add(part.name);
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
