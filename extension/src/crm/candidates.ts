/** Which adapters a page is worth trying with. */
import type { CrmId } from '../messages';
import type { Adapter, AdapterData } from './adapter';

/** What a page on one host can be. */
export interface Candidates {
  /** The CRM that lives there, `generic` when only a record's address can tell. */
  home: CrmId;
  adapters: AdapterData[];
}

/** What is known of a page beside its host. */
export interface Known {
  /** What the rep said it is. */
  chosen?: CrmId | null;
  /** Its path, where that tells two systems on one host apart. */
  path?: string | null;
  /** What the workspace's administrators described; asked before what we ship. */
  own?: readonly Adapter[];
}

/**
 * Of what we ship, the adapters for a page on `host` (with port): the CRM that lives there; on a
 * host nobody knows, those that customers run under names of their own.
 */
export function candidatesAmong(
  shipped: readonly Adapter[],
  host: string,
  { chosen = null, path = null, own = [] }: Known = {},
): Candidates {
  const stands = (one: Adapter): boolean =>
    one.hosts !== null &&
    new RegExp(one.hosts).test(host) &&
    (path === null || one.inside === undefined || new RegExp(one.inside).test(path));
  const described = own.filter(stands);
  const named = shipped.filter((one) => (chosen === null ? stands(one) : one.id === chosen));
  // Whoever has a part of a host leaves the rest of it to others.
  const open = chosen === null && named.every(({ inside }) => inside !== undefined);
  const others = shipped.filter((one) => open && one.selfHosted && !named.includes(one));
  const generic = shipped.filter(({ id }) => id === 'generic');
  const all = [...described, ...named, ...others].filter(({ id }) => id !== 'generic');
  const [first] = [...named, ...described];
  return { home: first?.id ?? 'generic', adapters: [...all, ...generic].map(forPage) };
}

/** The part of an adapter that the content script needs. */
function forPage({ id, records, types, ids, page, room }: Adapter): AdapterData {
  return { id, records, types, ids, page, room };
}
