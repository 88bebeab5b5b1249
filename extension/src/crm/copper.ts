import { type Adapter, PLAIN_PAGE, type TestUrls } from './adapter';

/** Copper keeps its route in the hash; what stands behind `/companies/` is the account. */
export const copper: Adapter = {
  id: 'copper',
  name: 'Copper',
  origins: ['https://app.copper.com/*'],
  hosts: '^app\\.copper\\.com$',
  selfHosted: false,
  records: [
    '^app\\.copper\\.com/companies/(?<account>\\d+)/app/?(?:\\?[^#]*)?#/(?<type>contact|organization|deal|lead)/(?<id>\\d+)(?:[/?&]|$)',
  ],
  types: { contact: 'contact', organization: 'company', deal: 'deal', lead: 'lead' },
  ids: 'as-is',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://app.copper.com/companies/90210/app#/contact/31 → contact 31 (90210)',
  'https://app.copper.com/companies/90210/app#/organization/32 → company 32 (90210)',
  'https://app.copper.com/companies/90210/app#/deal/33?tab=activity → deal 33 (90210)',
  'https://app.copper.com/companies/90210/app?embed=1#/lead/34/ → lead 34 (90210)',
  'https://app.copper.com/companies/90210/app#/browse/list/people/default → none',
  'https://app.copper.com/companies/90210/app#/browse/board/deals/31 → none',
  'https://app.copper.com/companies/90210/app#/task/35 → none',
  'https://app.copper.com/companies/90210 → none',
];
