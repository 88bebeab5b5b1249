import { type Adapter, END, PLAIN_PAGE, type TestUrls, UUID } from './adapter';

/** Twenty, in its cloud and on a company's own server. Lists have the plural (`/objects/people`). */
export const twenty: Adapter = {
  id: 'twenty',
  name: 'Twenty',
  origins: ['https://*.twenty.com/*'],
  hosts: '^(?!www\\.)[\\w-]+\\.twenty\\.com$',
  selfHosted: true,
  records: [`^[^/?#]+/object/(?<type>\\w+)/(?<id>${UUID})${END}`],
  types: { person: 'contact', company: 'company', opportunity: 'deal' },
  ids: 'lower',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.twenty.com/object/person/1a2b3c4d-0000-11ee-8000-0242ac120002 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.twenty.com)',
  'https://acme.twenty.com/object/company/1a2b3c4d-0000-11ee-8000-0242ac120003#timeline → company 1a2b3c4d-0000-11ee-8000-0242ac120003 (acme.twenty.com)',
  'https://crm.example.com/object/opportunity/1a2b3c4d-0000-11ee-8000-0242ac120004?viewId=9 → deal 1a2b3c4d-0000-11ee-8000-0242ac120004 (crm.example.com)',
  'https://crm.example.com:3000/object/person/1A2B3C4D-0000-11EE-8000-0242AC120002 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (crm.example.com:3000)',
  'https://acme.twenty.com/objects/people → none',
  'https://acme.twenty.com/objects/people?viewId=1a2b3c4d-0000-11ee-8000-0242ac120002 → none',
  'https://acme.twenty.com/object/task/1a2b3c4d-0000-11ee-8000-0242ac120002 → none',
];
