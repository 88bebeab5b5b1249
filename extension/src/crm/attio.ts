import { type Adapter, END, PLAIN_PAGE, type TestUrls, UUID } from './adapter';

const WORKSPACE = '^app\\.attio\\.com/(?<account>[\\w-]+)';

/**
 * Attio: the workspace comes first; people and companies have a word of their own, and all may go by
 * their list's (`/people/record/`, as deals do).
 */
export const attio: Adapter = {
  id: 'attio',
  name: 'Attio',
  origins: ['https://app.attio.com/*'],
  hosts: '^app\\.attio\\.com$',
  selfHosted: false,
  records: [
    `${WORKSPACE}/(?<type>person|company|deal)/(?<id>${UUID})${END}`,
    `${WORKSPACE}/(?<type>people|companies|deals)/record/(?<id>${UUID})${END}`,
  ],
  types: {
    person: 'contact',
    people: 'contact',
    company: 'company',
    companies: 'company',
    deal: 'deal',
    deals: 'deal',
  },
  ids: 'lower',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://app.attio.com/acme/person/1a2b3c4d-0000-41ee-8000-0242ac120002 → contact 1a2b3c4d-0000-41ee-8000-0242ac120002 (acme)',
  'https://app.attio.com/acme/person/1a2b3c4d-0000-41ee-8000-0242ac120002/overview → contact 1a2b3c4d-0000-41ee-8000-0242ac120002 (acme)',
  'https://app.attio.com/acme/company/1a2b3c4d-0000-41ee-8000-0242ac120003/overview?tab=notes → company 1a2b3c4d-0000-41ee-8000-0242ac120003 (acme)',
  'https://app.attio.com/acme/deals/record/1a2b3c4d-0000-41ee-8000-0242ac120004 → deal 1a2b3c4d-0000-41ee-8000-0242ac120004 (acme)',
  'https://app.attio.com/acme/people/record/1a2b3c4d-0000-41ee-8000-0242ac120002/overview → contact 1a2b3c4d-0000-41ee-8000-0242ac120002 (acme)',
  'https://app.attio.com/acme/companies/record/1A2B3C4D-0000-41EE-8000-0242AC120003 → company 1a2b3c4d-0000-41ee-8000-0242ac120003 (acme)',
  'https://app.attio.com/acme/projects/record/1a2b3c4d-0000-41ee-8000-0242ac120002 → none',
  'https://app.attio.com/acme/people → none',
  'https://app.attio.com/acme/people/view/1a2b3c4d-0000-41ee-8000-0242ac120005 → none',
  'https://app.attio.com/acme/deals/view/1a2b3c4d-0000-41ee-8000-0242ac120006 → none',
  'https://app.attio.com/acme/home → none',
];
