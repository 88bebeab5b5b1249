/** What the rep chose, shared by the service worker and the options page. */
import { type Place, WIDTH } from './boot';
import { type CrmId, isCrmId } from './record';
import { type Check, flag, listOf, oneOf, orNull, plainObject, shape, text, whole } from './shape';
import { item } from './storage';

const LONGEST_ADDRESS = 300;

/** Origin of the rep's own server, without a trailing slash; null before onboarding. */
export const serverItem = item<string | null>('local', 'server', {
  version: 1,
  fallback: null,
  check: orNull(text(LONGEST_ADDRESS, /^https?:\/\/[^/]+$/)),
});

export const recordOf =
  <T>(value: Check<T>, max: number): Check<Record<string, T>> =>
  (stored): stored is Record<string, T> =>
    plainObject(stored) &&
    Object.keys(stored).length <= max &&
    Object.values(stored).every((one) => value(one));

/** Hosts (with port) of which the rep said what CRM they are. */
export const chosenItem = item<Record<string, CrmId>>('local', 'chosen', {
  version: 1,
  fallback: {},
  check: recordOf(isCrmId, 100),
});

/** Match patterns of the sites where the rep switched on badges in lists. */
export const badgesItem = item<string[]>('local', 'badges', {
  version: 1,
  fallback: [],
  check: listOf(text(LONGEST_ADDRESS, /^https?:\/\/[^/]+\/\*$/), 200),
});

/** Whether one of these match patterns (`https://*.example.com/*`) holds an address. */
export function holds(patterns: readonly string[], address: string): boolean {
  const { protocol, host, hostname } = new URL(address);
  return patterns.some((pattern) => {
    const [scheme, , at = ''] = pattern.split('/');
    const below = at.startsWith('*.') && `.${host}`.endsWith(at.slice(1));
    return scheme === protocol && (below || at === host || at === hostname);
  });
}

export const MOST_PLACES = 200;

/** How the sidebar was left on each origin, the latest last. */
export const placesItem = item<Record<string, Place>>('local', 'places', {
  version: 1,
  fallback: {},
  check: recordOf(
    shape<Place>({
      open: flag,
      width: whole(WIDTH.min, WIDTH.max),
      layout: oneOf(['margin', 'overlay']),
    }),
    MOST_PLACES,
  ),
});

const LOOPBACK = ['localhost', '127.0.0.1'];

/**
 * The origin of an address as a person types it, or null where it is none: TLS is a must, but for
 * what runs on this very machine.
 */
export function pageOrigin(typed: string): string | null {
  const trimmed = typed.trim();
  const address = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, username, origin } = new URL(address);
  const here = LOOPBACK.includes(hostname);
  const safe = protocol === 'https:' || (protocol === 'http:' && here);
  if (!safe || username !== '' || (!here && !hostname.includes('.'))) return null;
  return origin.length <= LONGEST_ADDRESS ? origin : null;
}

/** The origin of a server's address; a path would be somebody else's server on the same host. */
export function serverOrigin(typed: string): string | null {
  const origin = pageOrigin(typed);
  const rest = typed
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^/?#]*\/?/, '');
  return rest === '' ? origin : null;
}
