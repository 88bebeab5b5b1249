import { type Adapter, END, OWN_TEL, PLAIN_PAGE, TEL, type TestUrls } from './adapter';

const HOST = 'app(?:-[a-z]+\\d+)?\\.hubspot\\.com';
const SIDE = '[data-test-id="left-sidebar"]';

/**
 * HubSpot names the kind of a record by an object type id in the path; 2-… are custom objects.
 * The older addresses (`/contact/`) still answer in links from mails, and
 * the help desk opens tickets under the name of a view. The record's own properties
 * stand in the bar on the left; the bar on the right has those of others.
 */
export const hubspot: Adapter = {
  id: 'hubspot',
  name: 'HubSpot',
  origins: ['https://*.hubspot.com/*'],
  hosts: `^${HOST}$`,
  selfHosted: false,
  records: [
    `^${HOST}/contacts/(?<account>\\d+)/record/(?<type>\\d+-\\d+)/(?<id>\\d+)${END}`,
    `^${HOST}/contacts/(?<account>\\d+)/(?<type>contact|company|deal|ticket)/(?<id>\\d+)${END}`,
    `^${HOST}/help-desk/(?<account>\\d+)/view/[\\w-]+/(?<type>ticket)/(?<id>\\d+)${END}`,
  ],
  types: {
    '0-1': 'contact',
    '0-2': 'company',
    '0-3': 'deal',
    '0-5': 'ticket',
    '0-136': 'lead',
    contact: 'contact',
    company: 'company',
    deal: 'deal',
    ticket: 'ticket',
  },
  ids: 'as-is',
  page: {
    ...PLAIN_PAGE,
    heading: '[data-selenium-test="highlightTitle"], h1, h2',
    phones: `${SIDE} ${TEL}, ${OWN_TEL}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://app.hubspot.com/contacts/4412/record/0-1/501 → contact 501 (4412)',
  'https://app-eu1.hubspot.com/contacts/4412/record/0-1/501/?interaction=note → contact 501 (4412)',
  'https://app-ap1.hubspot.com/contacts/4412/record/0-1/501/view/1 → contact 501 (4412)',
  'https://app-na2.hubspot.com/contacts/4412/record/0-2/77 → company 77 (4412)',
  'https://app-na3.hubspot.com/contacts/4412/record/0-3/9001?eschref=%2Fcontacts → deal 9001 (4412)',
  'https://app.hubspot.com/contacts/4412/record/0-5/12 → ticket 12 (4412)',
  'https://app.hubspot.com/contacts/4412/record/0-136/12 → lead 12 (4412)',
  'https://app.hubspot.com/contacts/4412/contact/501 → contact 501 (4412)',
  'https://app.hubspot.com/contacts/4412/company/77 → company 77 (4412)',
  'https://app.hubspot.com/contacts/4412/deal/9001/ → deal 9001 (4412)',
  'https://app.hubspot.com/contacts/4412/ticket/12 → ticket 12 (4412)',
  'https://app.hubspot.com/help-desk/4412/view/search/ticket/12/ → ticket 12 (4412)',
  'https://app-eu1.hubspot.com/help-desk/4412/view/233410279/list-view → none',
  'https://app.hubspot.com/contacts/4412/record/2-118/3 → none',
  'https://app.hubspot.com/contacts/4412/objects/0-1/views/all/list → none',
  'https://app.hubspot.com/contacts/4412/objects/0-3/views/all/board → none',
  'https://www.hubspot.com/contacts/4412/record/0-1/501 → none',
];
