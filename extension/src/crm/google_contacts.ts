import { type Adapter, END, PLAIN_PAGE, TEL, type TestUrls } from './adapter';

/** Google Contacts: `/u/1/` says which of the browser's accounts is meant, not whose; ids do. */
export const google_contacts: Adapter = {
  id: 'google_contacts',
  name: 'Google Contacts',
  origins: ['https://contacts.google.com/*'],
  hosts: '^contacts\\.google\\.com$',
  selfHosted: false,
  records: [`^contacts\\.google\\.com/(?:u/\\d+/)?(?<type>person)/(?<id>c\\d{1,24})${END}`],
  types: { person: 'contact' },
  ids: 'as-is',
  page: { ...PLAIN_PAGE, phones: `[role="main"] ${TEL}` },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://contacts.google.com/person/c4412883021994417735 → contact c4412883021994417735 (contacts.google.com)',
  'https://contacts.google.com/u/1/person/c4412883021994417735 → contact c4412883021994417735 (contacts.google.com)',
  'https://contacts.google.com/person/c4412883021994417735?edit=1 → contact c4412883021994417735 (contacts.google.com)',
  'https://contacts.google.com/new → none',
  'https://contacts.google.com/search/anna → none',
  'https://contacts.google.com/label/5f0a9a4b0d → none',
  'https://contacts.google.com/ → none',
];
