import { type Adapter, MODAL, TEL, type TestUrls } from './adapter';

const HOST = '[\\w-]+(?:\\.[\\w-]+)*\\.lightning\\.force\\.com';
/** The first three characters of an id say what it is; they are right where the address is vague. */
const ID = '(?<id>(?<type>001|003|006|00Q|500)[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)';

/**
 * Salesforce Lightning. An id has 15 characters (case matters) or 18 (the same with a checksum):
 * both mean one record. `?ws=` names a console's workspace tab; the path is the tab in front.
 */
export const salesforce: Adapter = {
  id: 'salesforce',
  name: 'Salesforce',
  origins: ['https://*.lightning.force.com/*'],
  hosts: `^${HOST}$`,
  selfHosted: false,
  records: [
    `^${HOST}/lightning/r/(?:\\w+/)?${ID}/(?:view|edit)(?:[/?#]|$)`,
    `^${HOST}/one/one\\.app[^#]*#/sObject/${ID}/(?:view|edit)(?:[/?#]|$)`,
  ],
  types: { '001': 'company', '003': 'contact', '006': 'deal', '00Q': 'lead', '500': 'ticket' },
  ids: 'salesforce',
  page: {
    record: 'one-record-home-flexipage2, .oneRecordHomeFlexipage, main, body',
    heading: 'h1 lightning-formatted-name, h1 .slds-page-header__title, h1',
    phones: TEL,
    text: null,
    field: null,
    none: null,
    front: null,
    modal: `.slds-modal.slds-fade-in-open, ${MODAL}`,
    identity: null,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view → contact 0035g00000AbCdEAAV (acme.lightning.force.com)',
  'https://acme.lightning.force.com/lightning/r/0035g00000AbCdE/view → contact 0035g00000AbCdEAAV (acme.lightning.force.com)',
  'https://acme--uat.sandbox.lightning.force.com/lightning/r/Lead/00Q5g000001XyZaEAK/edit → lead 00Q5g000001XyZaEAK (acme--uat.sandbox.lightning.force.com)',
  'https://acme.lightning.force.com/lightning/r/Opportunity/0065g00000AbCdEAAV/view?ws=%2Flightning%2Fr%2FLead%2F00Q5g000001XyZaEAK%2Fview → deal 0065g00000AbCdEAAV (acme.lightning.force.com)',
  'https://acme.lightning.force.com/lightning/r/Account/0015g00000AbCdEAAV/view → company 0015g00000AbCdEAAV (acme.lightning.force.com)',
  'https://acme.lightning.force.com/one/one.app#/sObject/5005g00000AbCdEAAV/view → ticket 5005g00000AbCdEAAV (acme.lightning.force.com)',
  'https://acme.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/related/Cases/view → none',
  'https://acme.lightning.force.com/lightning/o/Contact/list?filterName=Recent → none',
  'https://acme.lightning.force.com/lightning/o/Contact/new → none',
  'https://acme.lightning.force.com/lightning/r/Task/00T5g00000AbCdEAAV/view → none',
];
