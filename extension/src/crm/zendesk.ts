import { type Adapter, END, MODAL, PLAIN_PAGE, type TestUrls, WHOLE } from './adapter';

/**
 * Zendesk's agent workspace, on its own host or one that is mapped to it. Tickets open as tabs: those
 * behind the one in front stay in the page, hidden.
 */
export const zendesk: Adapter = {
  id: 'zendesk',
  name: 'Zendesk',
  origins: ['https://*.zendesk.com/*'],
  hosts: '^(?!www\\.)[\\w-]+\\.zendesk\\.com$',
  selfHosted: true,
  records: [
    `^(?:(?<account>[\\w-]+)\\.zendesk\\.com|[^/?#]+)/agent/(?<type>tickets|users|organizations)/(?<id>\\d+)${END}`,
  ],
  types: { tickets: 'ticket', users: 'contact', organizations: 'company' },
  ids: 'as-is',
  page: {
    ...PLAIN_PAGE,
    record: `[data-test-id="ticket-main-conversation"], .workspace, main, [role="main"], ${WHOLE}`,
    heading:
      '[data-test-id="omni-header-subject"], [data-test-id="ticket-pane-subject"], input[name="subject"], h1, h2',
    modal: `[data-garden-id="modals.modal"], ${MODAL}`,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.zendesk.com/agent/tickets/3512 → ticket 3512 (acme)',
  'https://acme.zendesk.com/agent/users/360012/requested_tickets → contact 360012 (acme)',
  'https://acme.zendesk.com/agent/users/360012 → contact 360012 (acme)',
  'https://acme.zendesk.com/agent/organizations/88/tickets → company 88 (acme)',
  'https://help.example.com/agent/tickets/3512?brand_id=1 → ticket 3512 (help.example.com)',
  'https://acme.zendesk.com/agent/filters/360012 → none',
  'https://acme.zendesk.com/agent/tickets/new/1 → none',
  'https://acme.zendesk.com/agent/dashboard → none',
  'https://acme.zendesk.com/hc/en-us/requests/3512 → none',
];
