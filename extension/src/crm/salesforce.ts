import { type Adapter, END, MODAL, PLAIN_PAGE, TEL, type TestUrls, WHOLE } from './adapter';

/** The first label is the org's own name, the same on all of its hosts; the next may say sandbox. */
const LABELS = '(?<account>[\\w-]+)(?:\\.[\\w-]+)*';
const HOST = `${LABELS}\\.(?:lightning\\.force|my\\.salesforce)\\.com`;
/** The first three characters of an id say what it is; they are right where the address is vague. */
const ID = '(?<id>(?<type>001|003|006|00Q|500)[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)';

/**
 * Salesforce Lightning, and the Classic pages of the same org. An id has 15 characters (case
 * matters) or 18 (the same with a checksum): both mean one record. `?ws=` names a console's
 * workspace tab; the path is the tab in front. Tabs behind it stay in the page, hidden.
 */
export const salesforce: Adapter = {
  id: 'salesforce',
  name: 'Salesforce',
  origins: ['https://*.lightning.force.com/*', 'https://*.my.salesforce.com/*'],
  hosts: '^[\\w-]+(?:\\.[\\w-]+)*\\.(?:lightning\\.force|my\\.salesforce)\\.com$',
  selfHosted: false,
  records: [
    `^${HOST}/lightning/r/(?:\\w+/)?${ID}/(?:view|edit)${END}`,
    `^${HOST}/one/one\\.app[^#]*#/sObject/${ID}/(?:view|edit)${END}`,
    `^${HOST}/${ID}(?:/e)?(?:[?#]|$)`,
  ],
  types: { '001': 'company', '003': 'contact', '006': 'deal', '00Q': 'lead', '500': 'ticket' },
  ids: 'salesforce',
  page: {
    ...PLAIN_PAGE,
    record: `.oneRecordHomeFlexipage, [role="main"], main, .oneContent.active, #contentWrapper, ${WHOLE}`,
    heading: 'h1 lightning-formatted-name, h1 .slds-page-header__title, h1, .pageDescription',
    // Lists of related people show their numbers by the same element.
    phones: `lightning-formatted-phone a:not(:is(table, [role="grid"]) *), records-record-layout-item ${TEL}, .forceOutputPhone ${TEL}, .pbBody ${TEL}`,
    modal: `.slds-modal.slds-fade-in-open, ${MODAL}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view → contact 0035g00000AbCdEAAV (acme)',
  'https://acme.lightning.force.com/lightning/r/0035g00000AbCdE/view → contact 0035g00000AbCdEAAV (acme)',
  'https://acme--uat.sandbox.lightning.force.com/lightning/r/Lead/00Q5g000001XyZaEAK/edit → lead 00Q5g000001XyZaEAK (acme--uat)',
  'https://acme-dev-ed.develop.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view → contact 0035g00000AbCdEAAV (acme-dev-ed)',
  'https://acme--uat.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view → contact 0035g00000AbCdEAAV (acme--uat)',
  'https://na132.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view → contact 0035g00000AbCdEAAV (na132)',
  'https://acme.lightning.force.com/lightning/r/Opportunity/0065g00000AbCdEAAV/view?ws=%2Flightning%2Fr%2FLead%2F00Q5g000001XyZaEAK%2Fview → deal 0065g00000AbCdEAAV (acme)',
  'https://acme.lightning.force.com/lightning/r/Account/0015g00000AbCdEAAV/view → company 0015g00000AbCdEAAV (acme)',
  'https://acme.lightning.force.com/one/one.app#/sObject/5005g00000AbCdEAAV/view → ticket 5005g00000AbCdEAAV (acme)',
  'https://acme.lightning.force.com/one/one.app?source=alohaHeader#/sObject/0035g00000AbCdE/view → contact 0035g00000AbCdEAAV (acme)',
  'https://acme.my.salesforce.com/0035g00000AbCdE → contact 0035g00000AbCdEAAV (acme)',
  'https://acme--uat.sandbox.my.salesforce.com/00Q5g000001XyZaEAK/e?retURL=%2F00Q → lead 00Q5g000001XyZaEAK (acme--uat)',
  'https://acme.my.salesforce.com/003/o → none',
  'https://acme.lightning.force.com/lightning/r/Task/00T5g00000AbCdEAAV/view?ws=%2Flightning%2Fr%2FContact%2F0035g00000AbCdEAAV%2Fview → none',
  'https://acme.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/related/Cases/view → none',
  'https://acme.lightning.force.com/lightning/o/Contact/list?filterName=Recent → none',
  'https://acme.lightning.force.com/lightning/o/Contact/new → none',
  'https://acme.lightning.force.com/lightning/r/Task/00T5g00000AbCdEAAV/view → none',
];
