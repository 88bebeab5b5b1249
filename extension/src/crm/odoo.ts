import { type Adapter, MODAL, PLAIN_PAGE, TEL, type TestUrls } from './adapter';

/** What stands in a list within the form is other people's. */
const OWN = ':not(:is(table, article, .o_field_x2many) *)';

/**
 * Odoo from 18 on: `/odoo/` and then actions, models and ids. A number belongs to the word on its
 * left, and the last word is the page that is open: in `/odoo/contacts/26/action-212/2` a record of
 * action 212 is open, and only their server knows of what model; an administrator may say so.
 * Odoo up to 17: `/web#id=…&model=…`, keys in any order; `active_id` is something else.
 * Whether a partner is a person or a company, or a lead a deal, the address does not say.
 */
export const odoo: Adapter = {
  id: 'odoo',
  name: 'Odoo',
  origins: ['https://*.odoo.com/*'],
  hosts: '^[\\w-]+(?:\\.[\\w-]+)*\\.odoo\\.com$',
  selfHosted: true,
  records: [
    '^[^/]+/(?:odoo|scoped_app)/(?:[^?#]*/)?(?<type>[^/?#]+)/(?<id>\\d+)/?(?:[?#]|$)',
    '^[^/]+/web/?(?:\\?[^#]*)?#(?!(?:.*&)?view_type=(?!form(?:&|$)))(?=(?:.*&)?model=(?<type>[\\w.]+)(?:&|$))(?=(?:.*&)?id=(?<id>\\d+)(?:&|$))',
    // What mails link to; it leads on to the record.
    '^[^/]+/mail/view(?=[^#]*[?&]model=(?<type>[\\w.]+)(?:[&#]|$))(?=[^#]*[?&]res_id=(?<id>\\d+)(?:[&#]|$))',
  ],
  types: {
    contacts: 'contact',
    'res.partner': 'contact',
    'm-res.partner': 'contact',
    'action-contacts.action_contacts': 'contact',
    crm: 'lead',
    'crm.lead': 'lead',
    'm-crm.lead': 'lead',
    'action-crm.crm_lead_action_pipeline': 'lead',
    'helpdesk.ticket': 'ticket',
    'm-helpdesk.ticket': 'ticket',
  },
  ids: 'as-is',
  page: {
    ...PLAIN_PAGE,
    record: '.o_form_view',
    heading: '.oe_title input, .oe_title textarea, h1 input, h1 textarea, h1 span',
    phones: `.o_field_widget input[type="tel"]${OWN}, .o_field_phone input[type="tel"]${OWN}, .o_field_phone ${TEL}${OWN}`,
    field: `.o_field_phone${OWN}`,
    none: 'input[type="tel"]',
    // A company's contact opens in a dialog that says neither its id nor its address; a question
    // of the program is a form as well, but asks for no number.
    opened: '.o_form_view .o_field_phone',
    modal: `.modal.o_technical_modal, .o_dialog .modal, ${MODAL}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.odoo.com/odoo/contacts/8 → contact 8 (acme.odoo.com)',
  'https://erp.example.com/odoo/crm/2?debug=1 → lead 2 (erp.example.com)',
  'https://erp.example.com/odoo/res.partner/8 → contact 8 (erp.example.com)',
  'https://erp.example.com/odoo/contacts/26/crm/2 → lead 2 (erp.example.com)',
  'https://erp.example.com/odoo/discuss/m-crm.lead/41 → lead 41 (erp.example.com)',
  'https://erp.example.com/web#id=8&menu_id=117&action=154&model=res.partner&view_type=form → contact 8 (erp.example.com)',
  'https://erp.example.com:8069/web?debug=1#cids=1&model=crm.lead&active_id=3&id=5&view_type=form → lead 5 (erp.example.com:8069)',
  'https://erp.example.com/odoo/res.partner/8?model=res.partner&resId=8 → contact 8 (erp.example.com)',
  'https://erp.example.com/odoo/action-contacts.action_contacts/8 → contact 8 (erp.example.com)',
  'https://erp.example.com/web#cids=1&id=8&menu_id=117&action=154&model=res.partner&view_type=form → contact 8 (erp.example.com)',
  'https://erp.example.com/web#id=8&model=res.partner → contact 8 (erp.example.com)',
  'https://erp.example.com/mail/view?model=res.partner&res_id=8 → contact 8 (erp.example.com)',
  'https://erp.example.com/odoo/crm/2/res.partner/8 → contact 8 (erp.example.com)',
  'https://erp.example.com/odoo/contacts/26/crm → none',
  'https://erp.example.com/odoo/contacts/26/action-212/2 → none',
  'https://erp.example.com/odoo/contacts/26/action-212 → none',
  'https://erp.example.com/odoo/contacts → none',
  'https://erp.example.com/odoo/contacts/new → none',
  'https://erp.example.com/web#action=154&model=res.partner&view_type=kanban&menu_id=117 → none',
  'https://erp.example.com/web#active_id=8&model=res.partner&view_type=list → none',
];
