/**
 * An address with holes as an expression: `/people/{id}`, `/view?kind={type}&id={id:number}`. The
 * expressions that come out have bounded holes between letters that no hole can hold, so that each
 * can match in one way only: no address makes one of them slow.
 */
import type { RecordType } from '../../record';
import { UUID } from '../pattern';
import { type OwnAdapter, Refused } from './data';

/** One part of an address: what stands between the letters that divide addresses. */
const PART = '[^/?#&=]{1,120}';
const KINDS: Record<string, string> = {
  '': PART,
  number: '\\d{1,20}',
  uuid: UUID,
  word: '[\\w-]{1,80}',
};
const TOKEN = /\{([^{}]*)\}|\*\*|\*|[\w.~!@,:;=&%+'/?#-]/y;
const DIVIDES = /[/?#&=]/;

export interface Compiled {
  source: string;
  /** The word that stands for a type of its own, to be looked up as those in a hole are. */
  word: string | null;
}

const literal = (letters: string): string => letters.replace(/[.+]/g, '\\$&');

const split = (text: string, at: string): [string, string | null] => {
  const found = text.indexOf(at);
  return found < 0 ? [text, null] : [text.slice(0, found), text.slice(found + 1)];
};

/** Host patterns: one for the page's host, one that stands at the start of its records'. */
export function compileHost(host: string): { host: string; start: string } {
  const port = /:\d+$/.test(host) ? '' : '(?::\\d+)?';
  const name = host.replace(/^(?:\*|\{account\})\./, '');
  const rest = literal(name) + port;
  if (host.startsWith('*')) {
    const below = `[\\w-]+(?:\\.[\\w-]+)*\\.${rest}`;
    return { host: below, start: below };
  }
  if (host.startsWith('{')) {
    return { host: `[\\w-]+\\.${rest}`, start: `(?<account>[\\w-]+)\\.${rest}` };
  }
  return { host: rest, start: rest };
}

/** The tokens of one part of an address; every hole and star has to be kept apart from the next. */
function tokens(text: string, whole: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  let apart = true;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw new Refused('letter', text.slice(at));
    const open = token.startsWith('{') || token.startsWith('*');
    if (open && !apart) throw new Refused('touching', whole);
    apart = open ? false : apart || DIVIDES.test(token);
    found.push(token);
  }
  return found;
}

function source(token: string, whole: string): string {
  if (token === '*') return PART;
  if (!token.startsWith('{')) return literal(token);
  const [name, kind = ''] = token.slice(1, -1).split(':');
  const allowed = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!/^(?:id|type|account)$/.test(name ?? '') || allowed === undefined)
    throw new Refused('hole', whole);
  return `(?<${name}>${allowed})`;
}

const joined = (found: readonly string[], whole: string): string =>
  found.map((token) => source(token, whole)).join('');

/** `a={id}&b=c` in any order; `within` is what may stand before and between them. */
function parameters(text: string, within: string, whole: string): string {
  return text
    .split('&')
    .map((one) => {
      const [name, value] = split(one, '=');
      if (!/^[\w.-]+$/.test(name) || value === null || /[/?#]/.test(value))
        throw new Refused('parameter', whole);
      return `(?=${within}${literal(name)}=${joined(tokens(value, whole), whole)}(?:[&#]|$))`;
    })
    .join('');
}

/** The path, with the longest run of plain letters in it set apart where it is the type's word. */
function path(text: string, named: boolean, whole: string): Omit<Compiled, 'source'> & Compiled {
  if (text.split('**').length > 2 || /[^/]\*\*|\*\*[^/]/.test(text))
    throw new Refused('stars', whole);
  const [front = '', back] = text.split('/**');
  const runs = front.split(/\{[^{}]*\}|\*/);
  const word = named ? runs.reduce((long, run) => (run.length > long.length ? run : long)) : null;
  const made = (part: string): string => {
    const at = word === null ? -1 : part.indexOf(word);
    if (word === null || at < 0) return joined(tokens(part, whole), whole);
    tokens(part, whole);
    const after = part.slice(at + word.length);
    return `${joined(tokens(part.slice(0, at), whole), whole)}(?<type>${literal(word)})${joined(tokens(after, whole), whole)}`;
  };
  const any = '(?:/[^?#]*)?';
  const rest = back === undefined ? '' : any + joined(tokens(back, whole), whole);
  return { source: made(front) + rest, word };
}

/**
 * @param start the host's expression
 * @throws Refused with what is wrong in it
 */
export function compileAddress(
  start: string,
  { address, type }: { address: string; type?: RecordType | undefined },
): Compiled {
  const holes = (name: string): number =>
    (start + address).split(new RegExp(`[{<]${name}[:}>]`)).length - 1;
  if (holes('id') !== 1) throw new Refused('no_id', address);
  if (holes('type') !== (type === undefined ? 1 : 0)) throw new Refused('type', address);
  if (holes('account') > 1) throw new Refused('account', address);
  const [front, fragment] = split(address, '#');
  const [way, query] = split(front, '?');
  const { source: at, word } = path(way, type !== undefined, address);
  let end = query === null ? '/?' : `/?(?=\\?)${parameters(query, '[^#]*[?&]', address)}`;
  if (fragment === null) end += query === null ? '(?:[?#]|$)' : '';
  else if (/^[^/]*=/.test(fragment))
    end += `(?:\\?[^#]*)?#${parameters(fragment, '(?:.*&)?', address)}`;
  else end += `(?:\\?[^#]*)?#${joined(tokens(fragment, address), address)}(?:[/?&]|$)`;
  return { source: `^${start}${at}${end}`, word: word === null ? null : decoded(word) };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** All of an adapter's addresses on all of its hosts, and the words for their types. */
export function compileRecords({ hosts, records, types = {} }: OwnAdapter): {
  hosts: string;
  records: string[];
  types: Record<string, RecordType>;
} {
  const places = hosts.map(compileHost);
  const words: Record<string, RecordType> = { ...types };
  const sources = records.flatMap((record) =>
    places.map(({ start }) => {
      const { source, word } = compileAddress(start, record);
      if (word === null || record.type === undefined) {
        if (Object.keys(types).length === 0) throw new Refused('no_types', record.address);
        return source;
      }
      const before = Object.hasOwn(words, word) ? words[word] : record.type;
      if (before !== record.type) throw new Refused('ambiguous', record.address);
      words[word] = record.type;
      return source;
    }),
  );
  return {
    hosts: `^(?:${places.map(({ host }) => host).join('|')})$`,
    records: sources,
    types: words,
  };
}
