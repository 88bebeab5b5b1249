import { type Adapter, MODAL, TEL, type TestUrls } from './adapter';

/** Pipedrive: the company is the subdomain. A lead opens inside the inbox under its UUID. */
export const pipedrive: Adapter = {
  id: 'pipedrive',
  name: 'Pipedrive',
  origins: ['https://*.pipedrive.com/*'],
  hosts: '^[\\w-]+\\.pipedrive\\.com$',
  selfHosted: false,
  records: [
    '^(?<account>[\\w-]+)\\.pipedrive\\.com/(?<type>person|deal|organization)/(?<id>\\d+)(?:[/?#]|$)',
    '^(?<account>[\\w-]+)\\.pipedrive\\.com/(?<type>leads)/inbox/(?<id>[0-9a-f]{8}-[0-9a-f-]{27})(?:[/?#]|$)',
  ],
  types: { person: 'contact', deal: 'deal', organization: 'company', leads: 'lead' },
  ids: 'as-is',
  page: {
    record: 'main, [role="main"], body',
    heading: 'h1',
    phones: TEL,
    text: null,
    field: null,
    none: null,
    front: null,
    modal: MODAL,
    identity: null,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.pipedrive.com/person/7 → contact 7 (acme)',
  'https://acme-sandbox.pipedrive.com/deal/12#activities → deal 12 (acme-sandbox)',
  'https://acme.pipedrive.com/organization/3?tab=deals → company 3 (acme)',
  'https://acme.pipedrive.com/leads/inbox/1a2b3c4d-0000-11ee-8000-0242ac120002 → lead 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme)',
  'https://acme.pipedrive.com/leads/inbox → none',
  'https://acme.pipedrive.com/persons/list/user/everyone → none',
  'https://acme.pipedrive.com/pipeline/1 → none',
];
