/** Names as they fit into small places. */

/** `Anna Fernández` → `AF`; a number or an empty name → `#`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.match(/^\p{L}/u)?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.match(/^\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase() || '#';
}

/** `Priya Nair` → `Priya`. */
export function firstWord(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
