import { type Adapter, END, OWN_INPUT, PLAIN_PAGE, type TestUrls } from './adapter';

/** HighLevel (GoHighLevel): agencies give it their own name and host, so the path has to tell. */
export const highlevel: Adapter = {
  id: 'highlevel',
  name: 'HighLevel',
  origins: ['https://app.gohighlevel.com/*'],
  hosts: '^app\\.gohighlevel\\.com$',
  selfHosted: true,
  records: [
    `^[^/?#]+/v2/location/(?<account>[0-9A-Za-z]{8,40})/(?<type>contacts)/detail/(?<id>[0-9A-Za-z]{8,40})${END}`,
  ],
  types: { contacts: 'contact' },
  ids: 'as-is',
  page: {
    ...PLAIN_PAGE,
    phones: `[name="contact.phone"], ${OWN_INPUT}, ${PLAIN_PAGE.phones}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/contacts/detail/ocQHyuzHvysMo5N5VsXc → contact ocQHyuzHvysMo5N5VsXc (ve9EPM428h8vShlRW1KT)',
  'https://crm.agency.example/v2/location/ve9EPM428h8vShlRW1KT/contacts/detail/ocQHyuzHvysMo5N5VsXc → contact ocQHyuzHvysMo5N5VsXc (ve9EPM428h8vShlRW1KT)',
  'https://crm.agency.example/v2/location/ve9EPM428h8vShlRW1KT/contacts/detail/ocQHyuzHvysMo5N5VsXc?view=note → contact ocQHyuzHvysMo5N5VsXc (ve9EPM428h8vShlRW1KT)',
  'https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/contacts/smart_list/All → none',
  'https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/conversations/conversations/ocQHyuzHvysMo5N5VsXc → none',
  'https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/opportunities/list → none',
  'https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/dashboard → none',
];
