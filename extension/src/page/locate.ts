/** The record that an address names. Pure: no page is looked at. */
import type { AdapterData } from '../crm/adapter';
import type { RecordRef } from '../record';

/** The record that the first adapter which knows the address finds in it. */
export function locate(address: string, adapters: readonly AdapterData[]): RecordRef | null {
  const url = new URL(address);
  const text = url.host + url.pathname + url.search + url.hash;
  for (const adapter of adapters) {
    for (const source of adapter.records) {
      const groups = compiled(source).exec(text)?.groups;
      if (groups?.id === undefined) continue;
      const word = decode(groups.type ?? '');
      const type = Object.hasOwn(adapter.types, word) ? adapter.types[word] : undefined;
      if (type === undefined) continue;
      return {
        crm: adapter.id,
        account: decode(groups.account ?? url.host),
        type,
        id: SAME[adapter.ids](decode(groups.id)),
      };
    }
  }
  return null;
}

const cache: Record<string, RegExp> = {};

function compiled(source: string): RegExp {
  cache[source] ??= new RegExp(source);
  return cache[source];
}

/** What an escaped part says; one that is broken says itself. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The one spelling of ids that mean the same record. */
const SAME: Record<AdapterData['ids'], (id: string) => string> = {
  'as-is': (id) => id,
  lower: (id) => id.toLowerCase(),
  salesforce: (id) => (id.length === 15 ? id + checksum(id) : id),
};

/**
 * What makes the 18 characters of an id that may have 15: for each five characters one more, whose
 * bits say which of them are upper case (Salesforce Help, "Record IDs").
 */
const checksum = (id: string): string =>
  id.replace(/.{5}/g, (five) => {
    const bits = [...five].reduce((sum, one, bit) => sum + (/[A-Z]/.test(one) ? 1 << bit : 0), 0);
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'.charAt(bits);
  });
