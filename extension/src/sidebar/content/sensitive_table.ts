// The rule data, with its shorthand for words and white space resolved.
// Twin of backend/threadside/rules/sensitive/table.py.
import { words } from '../../../../shared_schemas/sensitive.json';

const lists: Readonly<Record<string, string>> = words;

/** A space is one to three of space and line feed, ~ none to three, {name} an entry of `words`. */
export function pattern(source: string): RegExp {
  return new RegExp(expanded(source), 'dg');
}

/** Whether `found` occurs in `text`; of no consequence for its next search. */
export function occurs(found: RegExp, text: string): boolean {
  return text.search(found) >= 0;
}

function expanded(source: string): string {
  return source.replace(/\[(?:\\.|[^\]\\])*\]|\\.|\{([a-z_]+)\}|[ ~]/g, (found, name) => {
    if (name !== undefined) return expanded(lists[name] ?? '');
    if (found === ' ') return '(?:[ \\n]{1,3})';
    return found === '~' ? '[ \\n]{0,3}' : found;
  });
}
