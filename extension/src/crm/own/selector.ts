/**
 * CSS selectors as far as somebody else may write them: elements, classes, ids, attributes,
 * positions, `:not()`, `:is()`. Nothing that looks at what stands inside or behind (`:has`), which a
 * large page pays for, and nothing that a browser could refuse, which would stop all reading.
 */

const IDENT = '-?[_a-zA-Z][\\w-]*';
const ATTRIBUTE = `\\[${IDENT}(?:[~|^$*]?=(?:"[^"\\\\\\n]*"|'[^'\\\\\\n]*'|${IDENT})(?: [is])?)?\\]`;
const POSITION = '(?:first|last|only)-(?:child|of-type)|empty|checked|disabled';
const SIMPLE = new RegExp(
  `(?:[#.]${IDENT}|${ATTRIBUTE}|:(?:${POSITION})(?![\\w(-])|:nth-(?:child|of-type)\\(\\d{1,3}\\))`,
  'y',
);
const ELEMENT = new RegExp(`\\*|${IDENT}`, 'y');
const GROUP = /:(?:not|is)\(/y;
const BETWEEN = /\s*[>+~]\s*|\s+(?![),])/y;
const COMMA = /\s*,\s*/y;
const MOST_PARTS = 40;
const DEEPEST = 2;

export function isPlainSelector(text: string): boolean {
  let at = 0;
  let parts = 0;

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    return true;
  };

  const group = (depth: number): boolean => {
    if (depth >= DEEPEST || !take(GROUP)) return false;
    if (!list(depth + 1) || text[at] !== ')') {
      at = text.length + 1; // nothing that follows can make it right
      return false;
    }
    at += 1;
    return true;
  };

  const compound = (depth: number): boolean => {
    const from = at;
    take(ELEMENT);
    while (take(SIMPLE) || group(depth)) parts += 1;
    return at > from && at <= text.length;
  };

  const complex = (depth: number): boolean => {
    do {
      parts += 1;
      if (!compound(depth)) return false;
    } while (at < text.length && take(BETWEEN));
    return true;
  };

  function list(depth: number): boolean {
    do {
      if (!complex(depth)) return false;
    } while (take(COMMA));
    return true;
  }

  return list(0) && at === text.length && parts <= MOST_PARTS;
}
