/**
 * What Threadside must know about a CRM: how its addresses name a record, and where a record's page
 * shows its name and numbers. Plain values only, so that an adapter can travel to the content
 * script as JSON and its bundle needs to know no CRM.
 */
import type { CrmId, RecordType } from '../messages';

export { END, UUID } from './pattern';

export interface Adapter {
  id: CrmId;
  /** As people call it. */
  name: string;
  /** Match patterns to ask permission for; empty where every customer has a host of their own. */
  origins: string[];
  /** Source of a regular expression for the `host[:port]` it is known to live on, if any. */
  hosts: string | null;
  /** Source of a regular expression for the path under which it stands there, if not everywhere. */
  inside?: string;
  /** Whether customers run it under their own host name, so that any host may be it. */
  selfHosted: boolean;
  /**
   * Sources of regular expressions for `host/path?query#hash` (no scheme). Named groups: `id`;
   * `type`, the CRM's word, looked up in `types`; `account`, or else the host is the account.
   */
  records: string[];
  /** The CRM's own word (or key) → our type. A word that is not here is not a record of ours. */
  types: Record<string, RecordType>;
  /** How ids are made equal that mean the same record; `lower` where case means nothing (GUIDs). */
  ids: 'as-is' | 'lower' | 'salesforce';
  page: PageSelectors;
  /** `margin` makes room for the sidebar; `overlay` where the shell ignores the page's width. */
  room: 'margin' | 'overlay';
}

/** `URL → type id (account)` or `URL → none`: every adapter's file ends with some, all are run. */
export type TestUrls = readonly string[];

/** CSS selectors of a record's page. Several may match; what is not visible is passed over. */
export interface PageSelectors {
  /** The record's own part of the page: nothing outside it is read. */
  record: string;
  /** The record's name, inside `record`. */
  heading: string;
  /** Elements that hold a number (`tel:` links, inputs, fields), inside `record`. */
  phones: string;
  /** Source of a regular expression for numbers in plain text; null: only `phones` are read. */
  text: string | null;
  /** Where a number would stand, inside `record`; null where nobody has looked yet. */
  field: string | null;
  /** What such a place holds when the record has none (an empty input, the word "None"). */
  none: string | null;
  /**
   * In an open dialog, the link to the record that it shows without a change of address. Where
   * there is no `identity`, it is the page's own word on whose record that is.
   */
  front: string | null;
  /**
   * In an open dialog, what only somebody's record has. Where the dialog does not say whose, nobody
   * knows which record is in front, and the dialog's numbers are all there is to go by.
   */
  opened: string | null;
  /** An open dialog; while one is on top, the record below it is not read. */
  modal: string;
  /** Element and attributes by which the page itself says whose record it shows. */
  identity: { selector: string; type: string; id: string } | null;
}

/** An adapter as the content script gets it. */
export type AdapterData = Pick<Adapter, 'id' | 'records' | 'types' | 'ids' | 'page' | 'room'>;

/** Most CRMs mark an open dialog in one of these ways. */
export const MODAL = 'dialog[open], [role="dialog"], [aria-modal="true"]';
/** Links that dial. */
export const TEL = 'a[href^="tel:" i]';
/** Not those of others: lists of related people, activities, what stands beside the record. */
export const OWN =
  ':not(:is(table, aside, nav, footer, [role="grid"], [role="row"], [role="list"], [role="listitem"], [role="feed"], [role="article"], [role="complementary"], [role="navigation"]) *)';
/** For pages whose parts have no names that can be relied on. */
export const OWN_TEL = TEL + OWN;
/** A field to type a number into; some pages have one to dial with, too. */
export const OWN_INPUT = `input[type="tel"]${OWN}`;
/** The whole page, where it has no main part: all selectors of a list are equal in CSS. */
export const WHOLE = 'body:not(:has(main, [role="main"]))';

/** For a CRM of which no more is known than that its pages have a main part and a heading. */
export const PLAIN_PAGE: PageSelectors = {
  record: `main, [role="main"], ${WHOLE}`,
  heading: 'h1',
  phones: OWN_TEL,
  text: null,
  field: null,
  none: null,
  front: null,
  opened: null,
  modal: MODAL,
  identity: null,
};
