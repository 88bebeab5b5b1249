import { type Adapter, PLAIN_PAGE, type TestUrls } from './adapter';

const HOST = '(?:crm\\.zoho\\.(?:com|eu|in|com\\.au|jp|com\\.cn|sa)|crm\\.zohocloud\\.ca)';

/** Zoho CRM: deals are called Potentials in addresses. A custom view's id looks like a record's. */
export const zoho: Adapter = {
  id: 'zoho',
  name: 'Zoho CRM',
  origins: [
    'https://crm.zoho.com/*',
    'https://crm.zoho.eu/*',
    'https://crm.zoho.in/*',
    'https://crm.zoho.com.au/*',
    'https://crm.zoho.jp/*',
    'https://crm.zoho.com.cn/*',
    'https://crm.zoho.sa/*',
    'https://crm.zohocloud.ca/*',
  ],
  hosts: `^${HOST}$`,
  selfHosted: false,
  records: [
    `^${HOST}/crm/org(?<account>\\d+)/tab/(?<type>\\w+)/(?<id>\\d+)(?:/(?:canvas/\\d+|edit))?/?(?:[?#]|$)`,
    `^${HOST}/crm/tab/(?<type>\\w+)/(?<id>\\d+)(?:/(?:canvas/\\d+|edit))?/?(?:[?#]|$)`,
  ],
  types: {
    Contacts: 'contact',
    Leads: 'lead',
    Potentials: 'deal',
    Deals: 'deal',
    Accounts: 'company',
    Cases: 'ticket',
  },
  ids: 'as-is',
  page: { ...PLAIN_PAGE, heading: 'h1, .detailViewHeader' },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://crm.zoho.com/crm/org7001/tab/Contacts/4876876000000333001 → contact 4876876000000333001 (7001)',
  'https://crm.zoho.eu/crm/org7001/tab/Leads/4876876000000333002/edit → lead 4876876000000333002 (7001)',
  'https://crm.zoho.com.au/crm/org7001/tab/Potentials/4876876000000333003/canvas/48768760001 → deal 4876876000000333003 (7001)',
  'https://crm.zohocloud.ca/crm/org7001/tab/Accounts/4876876000000333004?tab=timeline → company 4876876000000333004 (7001)',
  'https://crm.zoho.in/crm/org7001/tab/Contacts/4876876000000333001 → contact 4876876000000333001 (7001)',
  'https://crm.zoho.jp/crm/org7001/tab/Contacts/4876876000000333001/ → contact 4876876000000333001 (7001)',
  'https://crm.zoho.com.cn/crm/org7001/tab/Cases/4876876000000333005 → ticket 4876876000000333005 (7001)',
  'https://crm.zoho.sa/crm/org7001/tab/Potentials/4876876000000333003 → deal 4876876000000333003 (7001)',
  'https://crm.zoho.com/crm/tab/Contacts/4876876000000333001 → contact 4876876000000333001 (crm.zoho.com)',
  'https://crm.zoho.com/crm/org7001/tab/Contacts/custom-view/4876876000000087501/list → none',
  'https://crm.zoho.com/crm/org7001/tab/Contacts/list → none',
  'https://crm.zoho.com/crm/tab/Leads/custom-view/4876876000000087501/list → none',
  'https://crm.zoho.com/crm/org7001/tab/Home/begin → none',
  'https://crm.zoho.com/crm/org7001/tab/Products/4876876000000333009 → none',
];
