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
      const id = adapter.ids === 'salesforce' ? salesforceId(groups.id) : decode(groups.id);
      return { crm: adapter.id, account: decode(groups.account ?? url.host), type, id };
    }
  }
  return null;
}

const cache: Record<string, RegExp> = {};

function compiled(source: string): RegExp {
  cache[source] ??= new RegExp(source);
  return cache[source];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The 18 characters of an id that may have 15: for each five characters one more, whose bits say
 * which of them are upper case (Salesforce Help, "Record IDs").
 */
function salesforceId(id: string): string {
  if (id.length !== 15) return id;
  let checksum = '';
  for (const at of [0, 5, 10]) {
    const bits = [...id.slice(at, at + 5)].reduce(
      (sum, letter, bit) => sum + (/[A-Z]/.test(letter) ? 1 << bit : 0),
      0,
    );
    checksum += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'.charAt(bits);
  }
  return id + checksum;
}
