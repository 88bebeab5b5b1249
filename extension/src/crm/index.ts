/** All adapters; on a page that several could know, the first one with a record wins. */
import type { Adapter } from './adapter';
import { attio } from './attio';
import { type Candidates, candidatesAmong, type Known } from './candidates';
import { close } from './close';
import { copper } from './copper';
import { dynamics } from './dynamics';
import { espocrm } from './espocrm';
import { freshsales } from './freshsales';
import { generic } from './generic';
import { google_contacts } from './google_contacts';
import { highlevel } from './highlevel';
import { hubspot } from './hubspot';
import { monday } from './monday';
import { odoo } from './odoo';
import { pipedrive } from './pipedrive';
import { salesforce } from './salesforce';
import { sample } from './sample';
import { twenty } from './twenty';
import { zendesk } from './zendesk';
import { zoho } from './zoho';

export const ADAPTERS: readonly Adapter[] = [
  sample,
  hubspot,
  salesforce,
  pipedrive,
  zoho,
  dynamics,
  odoo,
  espocrm,
  twenty,
  copper,
  close,
  freshsales,
  monday,
  attio,
  highlevel,
  zendesk,
  google_contacts,
  generic,
];

/** What a page on `host` can be, of all that we ship and what `known` adds to it. */
export function candidates(host: string, known: Known = {}): Candidates {
  return candidatesAmong(ADAPTERS, host, known);
}
