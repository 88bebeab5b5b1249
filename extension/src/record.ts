/** A record of a CRM, as its address names it. */
import { CRM_IDS } from '../dist/crm_ids';

/** All CRMs that an adapter of ours knows; the build finds them. */
export { CRM_IDS };
export type BuiltInCrm = (typeof CRM_IDS)[number];

/** A system that an administrator described, without a release. */
export type OwnCrm = `own-${string}`;
const OWN = /^own-[a-z0-9-]{1,32}$/;

export type CrmId = BuiltInCrm | OwnCrm;

/** All of them fit the server's pattern for a CRM's name. */
export function isCrmId(value: unknown): value is CrmId {
  return typeof value === 'string' && (CRM_IDS.includes(value as BuiltInCrm) || OWN.test(value));
}

export const RECORD_TYPES = ['contact', 'lead', 'deal', 'company', 'ticket'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** A record as the CRM's address names it. `account` (portal, org or host) is never empty. */
export interface RecordRef {
  crm: CrmId;
  account: string;
  type: RecordType;
  id: string;
}

/** The record as one string: two references are the same record exactly if these are equal. */
export function recordKey(ref: RecordRef): string {
  return JSON.stringify([ref.crm, ref.account, ref.type, ref.id]);
}

/** A number as a page writes it: three digits at least, separators, a keypad word, an extension. */
export function isWrittenPhone(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && WRITTEN.test(value);
}

const WRITTEN =
  /^(?=(?:.*\d){3})[+\w ().,;:=#*/\-\u00a0\u2010-\u2015\u202a-\u202e\u2066-\u2069]+$/u;
