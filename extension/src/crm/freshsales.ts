import { type Adapter, END, PLAIN_PAGE, type TestUrls } from './adapter';

const NAME = '(?<account>(?!www\\.)[\\w-]+)';
const RECORD = `(?<type>contacts|leads|accounts|deals)/(?<id>\\d+)${END}`;

/** Freshsales in the Freshworks bundle, and on its older host. `/contacts/view/…` is a list. */
export const freshsales: Adapter = {
  id: 'freshsales',
  name: 'Freshsales',
  origins: ['https://*.myfreshworks.com/*', 'https://*.freshsales.io/*'],
  hosts: '^(?!www\\.)[\\w-]+\\.(?:myfreshworks\\.com|freshsales\\.io)$',
  selfHosted: false,
  records: [
    `^${NAME}\\.myfreshworks\\.com/crm/sales/${RECORD}`,
    `^${NAME}\\.freshsales\\.io/${RECORD}`,
  ],
  types: { contacts: 'contact', leads: 'lead', accounts: 'company', deals: 'deal' },
  ids: 'as-is',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.myfreshworks.com/crm/sales/contacts/4021 → contact 4021 (acme)',
  'https://acme.myfreshworks.com/crm/sales/accounts/77?tab=deals → company 77 (acme)',
  'https://acme.myfreshworks.com/crm/sales/deals/12/ → deal 12 (acme)',
  'https://acme.freshsales.io/contacts/4021 → contact 4021 (acme)',
  'https://acme.freshsales.io/leads/9 → lead 9 (acme)',
  'https://acme.myfreshworks.com/crm/sales/contacts/view/4021 → none',
  'https://acme.freshsales.io/leads/view/4021 → none',
  'https://acme.myfreshworks.com/crm/support/tickets/4021 → none',
  'https://www.freshsales.io/contacts/4021 → none',
];
