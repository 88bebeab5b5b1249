import { type Adapter, OWN_INPUT, PLAIN_PAGE, type TestUrls, UUID } from './adapter';

const INPUT = `${OWN_INPUT}, [data-id$="phone-text-input"]`;
/** A parameter of the query, wherever it stands. */
const given = (name: string, value: string): string => `(?=[^#]*[?&]${name}=${value}(?:[&#]|$))`;

/**
 * Microsoft Dynamics 365 Sales and Service, in Microsoft's clouds and on a company's own servers,
 * where the organisation may be a folder. All of the record is in the query, in any order; ids with
 * or without braces, in either case; older addresses name the table by its number (`etc`). A form
 * without an id is a new one; lists and dashboards have ids, too, but of views.
 */
export const dynamics: Adapter = {
  id: 'dynamics',
  name: 'Dynamics 365',
  origins: [
    'https://*.dynamics.com/*',
    'https://*.microsoftdynamics.us/*',
    'https://*.appsplatform.us/*',
    'https://*.dynamics.cn/*',
  ],
  hosts:
    '^[\\w-]+\\.(?:crm\\d*\\.dynamics\\.com|crm\\.(?:microsoftdynamics|appsplatform)\\.us|crm\\.dynamics\\.cn)$',
  selfHosted: true,
  records: [
    `^[^/?#]+/(?:[^/?#]+/)?main\\.aspx(?=\\?)${given('pagetype', 'entityrecord')}${given('et[nc]', '(?<type>\\w+)')}${given('id', `(?:%7[bB]|\\{)?(?<id>${UUID})(?:%7[dD]|\\})?`)}`,
  ],
  types: {
    contact: 'contact',
    lead: 'lead',
    opportunity: 'deal',
    account: 'company',
    incident: 'ticket',
    // The numbers of the same tables.
    '2': 'contact',
    '4': 'lead',
    '3': 'deal',
    '1': 'company',
    '112': 'ticket',
  },
  ids: 'lower',
  page: {
    ...PLAIN_PAGE,
    heading: '[data-id="header_title"], h1',
    phones: `${INPUT}, [data-id*="telephone"] input`,
    field: '[data-id$=".fieldControl-phone-container"]',
    none: INPUT,
  },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://acme.crm.dynamics.com/main.aspx?appid=0a1b2c3d-0000-11ee-8000-0242ac120002&pagetype=entityrecord&etn=contact&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm.dynamics.com)',
  'https://acme.crm4.dynamics.com/main.aspx?etn=lead&id=%7B1A2B3C4D-0000-11EE-8000-0242AC120002%7D&pagetype=entityrecord → lead 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm4.dynamics.com)',
  'https://acme.crm22.dynamics.com/main.aspx?cmdbar=true&id={1A2B3C4D-0000-11EE-8000-0242AC120002}&formid=9a2b3c4d-0000-11ee-8000-0242ac120009&etn=account&pagetype=entityrecord#7 → company 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm22.dynamics.com)',
  'https://acme.crm.microsoftdynamics.us/main.aspx?pagetype=entityrecord&etn=opportunity&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → deal 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm.microsoftdynamics.us)',
  'https://acme.crm.appsplatform.us/main.aspx?pagetype=entityrecord&etn=incident&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → ticket 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm.appsplatform.us)',
  'https://acme.crm.dynamics.cn/main.aspx?pagetype=entityrecord&etn=contact&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm.dynamics.cn)',
  'https://crm.example.com/acme/main.aspx?pagetype=entityrecord&etn=contact&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (crm.example.com)',
  'https://crm.example.com/acme/main.aspx?etc=2&extraqs=&histKey=297498001&id=%7b1A2B3C4D-0000-11EE-8000-0242AC120002%7d&newWindow=true&pagetype=entityrecord#340652178 → contact 1a2b3c4d-0000-11ee-8000-0242ac120002 (crm.example.com)',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etc=112&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → ticket 1a2b3c4d-0000-11ee-8000-0242ac120002 (acme.crm4.dynamics.com)',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etc=4210&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → none',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact → none',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact&formid=9a2b3c4d-0000-11ee-8000-0242ac120009 → none',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entitylist&etn=contact&viewid=1a2b3c4d-0000-11ee-8000-0242ac120002 → none',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=dashboard&id=1a2b3c4d-0000-11ee-8000-0242ac120002&type=system → none',
  'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=task&id=1a2b3c4d-0000-11ee-8000-0242ac120002 → none',
];
