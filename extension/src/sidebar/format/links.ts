/** Web addresses in a text. Only `https:` becomes a link; everything else stays words. */

export interface Link {
  href: string;
  text: string;
}

const ADDRESS = /\bhttps:\/\/[^\s<>"“”‘’]+/gi;
const CLOSERS: Record<string, string> = { ')': '(', ']': '[' };

/** The text as pieces in order; joined they give the text again. */
export function withLinks(text: string): (string | Link)[] {
  const parts: (string | Link)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = trimmed(match[0]);
    if (!URL.canParse(shown)) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ href: new URL(shown).href, text: shown });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** Punctuation at the end belongs to the sentence; a bracket only if it was not opened inside it. */
function trimmed(address: string): string {
  let shown = address;
  for (;;) {
    const last = shown.at(-1) ?? '';
    const opener = CLOSERS[last];
    const unmatched = opener !== undefined && count(shown, last) > count(shown, opener);
    if (!unmatched && !".,;:!?'*_".includes(last)) return shown;
    if (shown.length === 0) return shown;
    shown = shown.slice(0, -1);
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
