/** What a linked CRM says, with sensible values. */
import type { ContextCard, FoundRecord, FoundRecords } from '../../src/sidebar/wire';

const READ = '2026-11-22T12:55:00.000Z';
type Field = NonNullable<ContextCard['fields']>[number];

export const said = (label: string, value: string, change: Partial<Field> = {}): Field => ({
  label,
  value,
  url: null,
  at: READ,
  ...change,
});

export function context(change: Partial<ContextCard> = {}): ContextCard {
  return {
    state: 'fresh',
    words: 'As HubSpot has it now',
    crm_name: 'HubSpot',
    fetched_at: READ,
    url: 'https://app.hubspot.com/contacts/1/record/0-1/1',
    merged_into: null,
    language: null,
    opted_out: false,
    fields: [
      said('Owner', 'Priya Nair'),
      said('Address', 'Denver, CO'),
      said('Stage', 'Negotiation'),
      said('Open deal', 'Chairs, 12 of them', { url: 'https://app.hubspot.com/deal/7' }),
    ],
    values: [],
    ...change,
  };
}

type Going = NonNullable<ContextCard['related']>[number];

export const going = (change: Partial<Going> = {}): Going => ({
  kind: 'deal',
  title: 'Roof',
  stage: 'Qualified',
  amount: '1200.00',
  currency: 'USD',
  closes_on: '2026-12-01',
  changed_at: null,
  url: 'https://app.hubspot.com/contacts/1/record/0-3/9',
  at: READ,
  ...change,
});

export const value = (name: string, is: string) => ({
  name,
  value: is,
  source: 'HubSpot',
  at: READ,
});

export function found(change: Partial<FoundRecord> = {}): FoundRecord {
  return {
    record: { crm: 'hubspot', account: '1', type: 'contact', id: '77' },
    crm_name: 'HubSpot',
    name: 'Ben Cole',
    title: 'Buyer',
    company: 'Cole & Sons',
    url: 'https://app.hubspot.com/contacts/1/record/0-1/77',
    people: [],
    ...change,
  };
}

/** What the linked CRMs answer where none has the number. */
export const FOUND_NOBODY: FoundRecords = {
  items: [],
  complete: true,
  not_customer: false,
  create: [],
};
