import { type Adapter, PLAIN_PAGE, TEL, type TestUrls } from './adapter';

/**
 * Ten digits or more with the separators that people use, and an extension; not a part of a longer
 * word, a date, or an address on the internet.
 */
export const NUMBER =
  '(?<![\\w.,/-])(?!\\d{4}-\\d\\d-\\d\\d|(?:\\d{1,3}\\.){3}\\d{1,3}\\b)\\+?\\(?\\d[\\d ().\\u00a0\\u2010-\\u2013-]{8,22}\\d(?: ?(?:x|ext\\.?) ?\\d{1,6})?(?![\\w/-])';

/**
 * A page that no other adapter knows: it names no record, so that nothing but the numbers that a
 * person can see on it, and the links that dial, lead to a conversation. So it is with Gmail: its
 * addresses name mails, and a mail is nobody's record.
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
  page: { ...PLAIN_PAGE, record: 'body', phones: TEL, text: NUMBER },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://intranet.example.com/people/7 → none',
  'https://docs.example.com/contacts/12/view → none',
  'https://www.example.com/ → none',
  'https://example.com/#top → none',
  'https://mail.google.com/mail/u/0/#inbox/FMfcgzQXJWDsKmvPqHcRzTnLbVxYwZkG → none',
  'https://calendar.google.com/calendar/u/0/r/eventedit/NmE0ZjE → none',
];
