import { type Adapter, PLAIN_PAGE, type TestUrls } from './adapter';

const PLACE = '(?:zoho\\.(?:com|eu|in|com\\.au|jp|com\\.cn|sa)|zohocloud\\.ca)';
/** The organization by its number, as its API names it, or by the name that it took instead. */
const ORG = '(?:org(?=\\d))?(?<account>[\\w-]+)';
const RECORD = '/tab/(?<type>\\w+)/(?<id>\\d+)(?:/(?:canvas/\\d+|edit))?/?(?:[?#]|$)';

/**
 * Zoho CRM, alone and in CRM Plus, and its sandboxes, whose copies of records are nobody's account:
 * their host is. Deals are called Potentials in addresses. A custom view's id looks like a record's.
 */
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
    'https://crmplus.zoho.com/*',
    'https://crmplus.zoho.eu/*',
    'https://crmplus.zoho.in/*',
  ],
  hosts: `^crm(?:plus|sandbox)?\\.${PLACE}$`,
  selfHosted: false,
  records: [
    `^crm\\.${PLACE}/crm/${ORG}${RECORD}`,
    `^crmplus\\.${PLACE}/[\\w-]+/index\\.do/cxapp/crm/${ORG}${RECORD}`,
    `^crm\\.${PLACE}/crm${RECORD}`,
    `^crmsandbox\\.${PLACE}/crm/[\\w-]+${RECORD}`,
    // What older mails link to; it leads on to the record.
    `^crm\\.${PLACE}/crm/EntityInfo\\.do(?=[^#]*[?&]module=(?<type>\\w+)(?:[&#]|$))(?=[^#]*[?&]id=(?<id>\\d+)(?:[&#]|$))`,
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
  'https://crm.zoho.com/crm/acmecorp/tab/Leads/4876876000000333002 → lead 4876876000000333002 (acmecorp)',
  'https://crmplus.zoho.eu/acme/index.do/cxapp/crm/org7001/tab/Potentials/4876876000000333003 → deal 4876876000000333003 (7001)',
  'https://crmsandbox.zoho.com/crm/acmetest/tab/Leads/4876876000000333002 → lead 4876876000000333002 (crmsandbox.zoho.com)',
  'https://crmsandbox.zoho.eu/crm/org7001/tab/Contacts/4876876000000333001 → contact 4876876000000333001 (crmsandbox.zoho.eu)',
  'https://crm.zoho.com/crm/EntityInfo.do?module=Leads&id=4876876000000333002 → lead 4876876000000333002 (crm.zoho.com)',
  'https://crmplus.zoho.com/acme/index.do/cxapp/crm/org7001/tab/Home/begin → none',
  'https://crm.zoho.com/crm/org7001/tab/Contacts/custom-view/4876876000000087501/list → none',
  'https://crm.zoho.com/crm/org7001/tab/Contacts/list → none',
  'https://crm.zoho.com/crm/tab/Leads/custom-view/4876876000000087501/list → none',
  'https://crm.zoho.com/crm/org7001/tab/Home/begin → none',
  'https://crm.zoho.com/crm/org7001/tab/Products/4876876000000333009 → none',
];
