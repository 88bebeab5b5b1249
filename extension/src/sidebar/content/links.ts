/**
 * Web addresses in a text, and those that carriers or people distrust.
 * Twin of backend/threadside/rules/content/links.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, fold, source, visible } from './folded';
import { type Found, hint, type Level, type Setting, type Span } from './hint';
import { decode } from './punycode';

export interface Link {
  /** As the browser would read it. */
  readonly host: string;
  /** Written with `http://`. */
  readonly insecure: boolean;
  readonly rawIp: boolean;
  /** The host is a public shortener, or made to look like one. */
  readonly shortener: boolean;
  readonly span: Span;
}

interface Address {
  readonly start: number;
  readonly hostAt: number;
  readonly host: string;
  readonly scheme: string | null;
  readonly path: boolean;
}

const RUN = /[\p{L}\p{N}_.~:/?#@&=%+$[\]-]+/gu;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?$/u;
const GIVEN = /(https?):\/\/(?:[^/?#@]*@)*(\[[^\]/]*\]?|[^/?#@:[\]]*)(?::[0-9]*)?/d;
const PORT = /:[0-9]{0,5}$/;
const OCTET = /^[0-9]{1,3}$/;
const NUMBER_HOST = /^(?:[0-9]+|0x[0-9a-f]+|\[[0-9a-f:.]*\]?)$/;
const TRAILING = '.:?-_&=[]';
const LONGEST_HOST = 253;

const shorteners = new Set(data.shorteners.split(' '));
const endings = new Set(data.endings.split(' '));
const wordyEndings = new Set([...endings, ...data.wordy_endings.split(' ')]);
const lookalikes = new Map(Object.entries(data.lookalikes));

/**
 * Every address in the text. One without `https://` counts when its ending is a common one or a
 * path follows, so that "a.m.", "Dr.Smith", file names and e-mail addresses are none.
 */
export function findLinks(folded: Folded, domains: ReadonlySet<string>): Link[] {
  if (!folded.plain.includes('.') && !folded.plain.includes('://')) return [];
  const known = registered(domains);
  return Array.from(folded.plain.matchAll(RUN), (run) =>
    linkOf(folded, run.index, run[0], known),
  ).filter((link) => link !== null);
}

/** Public shorteners, bare IP addresses, `http://`, and domains the workspace does not list. */
export function checkLinks(text: string, links: readonly Link[], setting: Setting): Found[] {
  const known = registered(setting.linkDomains);
  const full = links.filter((link) => !link.rawIp && !link.shortener);
  const plain = full.filter((link) => link.insecure);
  let secured = text;
  for (const { span } of plain.toReversed()) {
    secured = `${secured.slice(0, span[0])}https${secured.slice(secured.indexOf(':', span[0]))}`;
  }
  const say = (
    code: string,
    level: Level,
    of: readonly Link[],
    fix: string | null = null,
  ): Found =>
    of[0] === undefined
      ? null
      : hint(
          code,
          level,
          { domain: of[0].host },
          of.map((link) => link.span),
          fix,
        );
  return [
    say(
      'public_shortener',
      'block',
      links.filter((link) => link.shortener),
    ),
    say(
      'raw_ip_link',
      'warn',
      links.filter((link) => link.rawIp),
    ),
    say(
      'unknown_link_domain',
      'warn',
      full.filter((link) => !within(link.host, known)),
    ),
    say('insecure_link', 'warn', plain, secured),
  ];
}

/** Does the unit `at` of the text belong to one of the addresses? */
export function inside(links: readonly Link[], at: number): boolean {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.span[0] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const nearest = links[low - 1];
  return nearest !== undefined && at < nearest.span[1];
}

function linkOf(folded: Folded, offset: number, whole: string, known: Set<string>): Link | null {
  const run = trimmed(whole, false, true);
  if (!run.includes('.') && !run.includes('://')) return null;
  const address = given(run) ?? bare(run);
  if (address === null || address.host === '') return null;
  const begin = offset + address.hostAt;
  const written = source(folded, begin, begin + address.host.length);
  const rawIp = isIp(address);
  const host = rawIp ? address.host : unicodeHost(written);
  if (!rawIp && !isHost(host, written, address, known)) return null;
  return {
    host,
    insecure: address.scheme === 'http',
    rawIp,
    shortener: within(skeleton(host), shorteners),
    span: folded.span(offset + address.start, offset + run.length),
  };
}

function given(run: string): Address | null {
  const found = GIVEN.exec(run);
  if (found === null) return null;
  return {
    start: found.index,
    hostAt: found.indices?.[2]?.[0] ?? 0,
    host: (found[2] ?? '').replace(/\.+$/, ''),
    scheme: found[1] ?? null,
    path: run.length > found.index + found[0].length,
  };
}

/** Without a scheme: "acme.com/x", "see:acme.com", but no e-mail address. */
function bare(run: string): Address | null {
  const cut = run.search(/[/?#]/);
  const stem = (cut < 0 ? run : run.slice(0, cut)).replace(PORT, '');
  if (!stem.includes('.') || stem.includes('@') || run.includes('://')) return null;
  const marked = Math.max(...Array.from(':=&%+$~', (mark) => stem.lastIndexOf(mark))) + 1;
  const tail = trimmed(stem.slice(marked), true, false);
  const start = stem.length - tail.length;
  return {
    start,
    hostAt: start,
    host: trimmed(tail, false, true),
    scheme: null,
    path: run.length > stem.length + 1,
  };
}

function isIp({ host, scheme, path }: Address): boolean {
  const parts = host.split('.');
  if (parts.length === 4 && parts.every((part) => OCTET.test(part) && Number(part) <= 255)) {
    return scheme !== null || path;
  }
  return scheme !== null && NUMBER_HOST.test(host);
}

function isHost(host: string, written: string, address: Address, known: Set<string>): boolean {
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  if (host.length > LONGEST_HOST || !labels.every((label) => LABEL.test(label))) return false;
  if (address.scheme !== null) return true;
  if (labels.length < 2 || /^\p{Nd}+$/u.test(ending)) return false;
  if (within(skeleton(host), shorteners) || within(host, known)) return true;
  if (labels[0] === 'www' && labels.length > 2) return true;
  return address.path ? wordyEndings.has(ending) : endsAsDomain(ending, written);
}

function endsAsDomain(ending: string, written: string): boolean {
  // In "Gracias.De nada" only a space was forgotten.
  const spelled = written.slice(written.lastIndexOf('.') + 1);
  const first = spelled.charAt(0);
  const upper = (text: string): boolean => text === text.toUpperCase();
  const forgotten = first !== first.toLowerCase() && !upper(spelled) && ending !== 'com';
  return endings.has(ending) && !forgotten;
}

function within(host: string, domains: ReadonlySet<string>): boolean {
  const labels = host.split('.');
  return labels.some((_, at) => at < labels.length - 1 && domains.has(labels.slice(at).join('.')));
}

const hosts = new WeakMap<ReadonlySet<string>, Set<string>>();

function registered(domains: ReadonlySet<string>): Set<string> {
  let known = hosts.get(domains);
  if (known === undefined) {
    known = new Set(Array.from(domains, (one) => unicodeHost(one.trim()).replace(/^www\./, '')));
    hosts.set(domains, known);
  }
  return known;
}

function unicodeHost(written: string): string {
  const seen = visible(written.normalize('NFKC')).toLowerCase().replaceAll('。', '.');
  return seen.split('.').map(decode).join('.');
}

function skeleton(host: string): string {
  return fold(Array.from(host, (char) => lookalikes.get(char) ?? char).join('')).plain;
}

function trimmed(text: string, front: boolean, back: boolean): string {
  let start = 0;
  let end = text.length;
  while (front && start < end && TRAILING.includes(text.charAt(start))) start += 1;
  while (back && end > start && TRAILING.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
