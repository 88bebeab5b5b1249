import { type Adapter, END, PLAIN_PAGE, type TestUrls, UUID } from './adapter';

/** The company is the subdomain, but for links that do not say whose they are (`app.`). */
const HOST = '(?:(?<account>(?!(?:app|www)\\.)[\\w-]+)|app)\\.pipedrive\\.com';

/** Pipedrive. A lead opens inside the inbox under its UUID. */
export const pipedrive: Adapter = {
  id: 'pipedrive',
  name: 'Pipedrive',
  origins: ['https://*.pipedrive.com/*'],
  hosts: '^(?!www\\.)[\\w-]+\\.pipedrive\\.com$',
  selfHosted: false,
  records: [
    `^${HOST}/(?<type>person|deal|organization)/(?<id>\\d+)${END}`,
    `^${HOST}/(?<type>leads)/inbox/(?<id>${UUID})${END}`,
  ],
  types: { person: 'contact', deal: 'deal', organization: 'company', leads: 'lead' },
  ids: 'lower',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.pipedrive.com/person/7 → contact 7 (acme)',
  'https://app.pipedrive.com/person/7 → contact 7 (app.pipedrive.com)',
  'https://acme-sandbox.pipedrive.com/deal/12#activities → deal 12 (acme-sandbox)',
  'https://acme.pipedrive.com/organization/3?tab=deals → company 3 (acme)',
  'https://acme.pipedrive.com/leads/inbox/1a2b3c4d-0000-11ee-8000-0242ac120002 → lead 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme)',
  'https://acme.pipedrive.com/leads/inbox/1A2B3C4D-0000-11EE-8000-0242AC120002 → lead 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme)',
  'https://www.pipedrive.com/person/7 → none',
  'https://acme.pipedrive.com/leads/inbox → none',
  'https://acme.pipedrive.com/persons/list/user/everyone → none',
  'https://acme.pipedrive.com/pipeline/1 → none',
];
