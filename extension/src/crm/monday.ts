import { type Adapter, END, PLAIN_PAGE, type TestUrls } from './adapter';

/**
 * monday.com: an item of a board is whatever its people made the board for, so that no address names
 * a record until an administrator has said what each board holds: a page adapter of theirs for
 * `monday`, with their boards' numbers as the words (shared_schemas/page_adapters.schema.json).
 */
export const monday: Adapter = {
  id: 'monday',
  name: 'monday.com',
  origins: ['https://*.monday.com/*'],
  hosts: '^(?!www\\.)[\\w-]+\\.monday\\.com$',
  selfHosted: false,
  records: [
    `^(?<account>[\\w-]+)\\.monday\\.com/boards/(?<type>\\d+)(?:/views/\\d+)?/pulses/(?<id>\\d+)${END}`,
  ],
  types: {},
  ids: 'as-is',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.monday.com/boards/5501/pulses/9901 → none',
  'https://acme.monday.com/boards/5501/pulses/9901/posts/77 → none',
  'https://acme.monday.com/boards/5501/views/31/pulses/9901 → none',
  'https://acme.monday.com/boards/5501 → none',
  'https://acme.monday.com/ → none',
  'https://www.monday.com/boards/5501/pulses/9901 → none',
];
