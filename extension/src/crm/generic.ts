import { type Adapter, MODAL, TEL, type TestUrls } from './adapter';

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
