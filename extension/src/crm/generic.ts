import { type Adapter, MODAL, TEL, type TestUrls } from './adapter';

/**
 * Ten digits or more with the separators that people use, and an extension; not a part of a longer
 * word, a date, or an address on the internet.
 */
const NUMBER =
  '(?<![\\w.,/-])(?!\\d{4}-\\d\\d-\\d\\d|(?:\\d{1,3}\\.){3}\\d{1,3}\\b)\\+?\\(?\\d[\\d ().\\u00a0\\u2010-\\u2013-]{8,22}\\d(?: ?(?:x|ext\\.?) ?\\d{1,6})?(?![\\w/-])';

/**
 * A page that no other adapter knows: it names no record, so that nothing but the numbers that a
 * person can see on it, and the links that dial, lead to a conversation.
 */
export const generic: Adapter = {
  id: 'generic',
  name: 'Any other page',
  origins: [],
  hosts: null,
  selfHosted: false,
  records: [],
  types: {},
  ids: 'as-is',
  page: {
    record: 'main, [role="main"], body',
    heading: 'h1',
    phones: TEL,
    text: NUMBER,
    field: null,
    none: null,
    front: null,
    modal: MODAL,
    identity: null,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://intranet.example.com/people/7 → none',
  'https://docs.example.com/contacts/12/view → none',
  'https://www.example.com/ → none',
  'https://example.com/#top → none',
];
