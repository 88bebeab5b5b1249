import { type Adapter, MODAL, PLAIN_PAGE, type TestUrls } from './adapter';

/**
 * EspoCRM keeps its route in the hash. In edit mode its phone field drops the country code, so that
 * only the links of the reading view are read.
 */
export const espocrm: Adapter = {
  id: 'espocrm',
  name: 'EspoCRM',
  origins: ['https://*.espocloud.com/*'],
  hosts: '^[\\w-]+(?:\\.[\\w-]+)*\\.espocloud\\.com$',
  selfHosted: true,
  records: [
    '^[^/?#]+(?:/[^?#]*)?(?:\\?[^#]*)?#(?<type>[A-Z]\\w+)/(?:view|edit)/(?<id>[0-9A-Za-z-]{1,36})(?:[/?&]|$)',
  ],
  types: {
    Contact: 'contact',
    Lead: 'lead',
    Opportunity: 'deal',
    Account: 'company',
    Case: 'ticket',
  },
  ids: 'as-is',
  page: {
    ...PLAIN_PAGE,
    record: '#main .detail, #main',
    heading:
      '.header-title .title, .header-breadcrumbs .title, .modal-title a[data-action="fullForm"] span:last-of-type, h3 .title, h3',
    phones: '.field[data-name="phoneNumber"] a[data-phone-number]',
    field: '.field[data-name="phoneNumber"]',
    none: '.none-value',
    // The heading of a quick view leads to the record that it shows.
    front: '.modal-title a[data-action="fullForm"]',
    opened: '.record-container .field[data-name="phoneNumber"]',
    modal: `.modal.in, .modal.show, ${MODAL}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.espocloud.com/#Contact/view/65b1c2d3e4f5a6b7c → contact 65b1c2d3e4f5a6b7c (acme.espocloud.com)',
  'https://crm.example.com/#Lead/view/65b1c2d3e4f5a6b7d → lead 65b1c2d3e4f5a6b7d (crm.example.com)',
  'https://crm.example.com/espo/#Opportunity/edit/65b1c2d3e4f5a6b7e → deal 65b1c2d3e4f5a6b7e (crm.example.com)',
  'https://crm.example.com:8443/?lang=en#Account/view/65b1c2d3e4f5a6b7f → company 65b1c2d3e4f5a6b7f (crm.example.com:8443)',
  'https://crm.example.com/#Case/view/65b1c2d3e4f5a6b70 → ticket 65b1c2d3e4f5a6b70 (crm.example.com)',
  'https://crm.example.com/#Contact → none',
  'https://crm.example.com/#Contact/create → none',
  'https://crm.example.com/#Account/related/65b1c2d3e4f5a6b7f/contacts → none',
  'https://crm.example.com/#Task/view/65b1c2d3e4f5a6b71 → none',
];
