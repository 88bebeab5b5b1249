/** All adapters; on a page that several could know, the first one with a record wins. */
import type { CrmId } from '../messages';
import { type Adapter, type AdapterData, forPage } from './adapter';
import { espocrm } from './espocrm';
import { generic } from './generic';
import { hubspot } from './hubspot';
import { odoo } from './odoo';
import { pipedrive } from './pipedrive';
import { salesforce } from './salesforce';
import { sample } from './sample';
import { zoho } from './zoho';

export const ADAPTERS: readonly Adapter[] = [
  sample,
  hubspot,
  salesforce,
  pipedrive,
  zoho,
  odoo,
  espocrm,
  generic,
];

/** What a page on one host can be. */
export interface Candidates {
  /** The CRM that lives there, `generic` when only a record's address can tell. */
  home: CrmId;
  adapters: AdapterData[];
}

/**
 * The adapters for a page on `host` (with port): the CRM that lives there; on a host nobody knows,
 * those that customers run under names of their own. `chosen` is what the rep said it is.
 */
export function candidates(
  host: string,
  chosen: CrmId | null = null,
  path: string | null = null,
): Candidates {
  const stands = (one: Adapter): boolean =>
    one.hosts !== null &&
    new RegExp(one.hosts).test(host) &&
    (path === null || one.inside === undefined || new RegExp(one.inside).test(path));
  const named = ADAPTERS.filter((one) => (chosen === null ? stands(one) : one.id === chosen));
  const open = named.every((one) => one.hosts === null || one.selfHosted);
  const others = ADAPTERS.filter((one) => open && one.selfHosted && !named.includes(one));
  const all = [...named, ...(chosen === null ? others : [])].filter((one) => one !== generic);
  return { home: named[0]?.id ?? 'generic', adapters: [...all, generic].map(forPage) };
}
