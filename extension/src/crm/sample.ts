import { type Adapter, MODAL, TEL, type TestUrls } from './adapter';

/** The small CRM that comes with Threadside for the demo and the tests; this machine only. */
export const sample: Adapter = {
  id: 'sample',
  name: 'Sample CRM',
  origins: ['http://127.0.0.1/*', 'http://localhost/*'],
  hosts: '^(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?$',
  inside: '^/a/',
  selfHosted: true,
  records: [
    '^(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?/a/(?<account>[^/?#]+)/(?<type>[a-z]+)/(?!new(?:[/?#]|$))(?<id>[\\w-]+)/?(?:[?#]|$)',
  ],
  types: {
    contacts: 'contact',
    companies: 'company',
    deals: 'deal',
    tickets: 'ticket',
    leads: 'lead',
  },
  ids: 'as-is',
  page: {
    record: 'main[data-record-id]',
    heading: 'h1, h2',
    phones: `.record-header ${TEL}, .field ${TEL}, .field input[type="tel"]`,
    text: null,
    field: '[data-field="phones"]',
    none: '.none-value, .phone-text',
    front: 'footer a[href]',
    opened: null,
    modal: MODAL,
    identity: {
      selector: '[data-record-type][data-record-id]',
      type: 'data-record-type',
      id: 'data-record-id',
    },
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'http://127.0.0.1:5001/a/northside/contacts/17 → contact 17 (northside)',
  'http://localhost:8080/a/northside/deals/d-4?tab=activity → deal d-4 (northside)',
  'http://127.0.0.1:5001/a/south/companies/3#notes → company 3 (south)',
  'http://127.0.0.1:5001/a/northside/tickets/9/ → ticket 9 (northside)',
  'http://127.0.0.1:5001/a/northside/leads/2 → lead 2 (northside)',
  'http://127.0.0.1:5001/a/northside/contacts → none',
  'http://127.0.0.1:5001/a/northside/contacts/new → none',
  'http://127.0.0.1:5001/a/northside/contacts/17/history → none',
  'https://crm.example.com/a/northside/contacts/17 → none',
];
