/**
 * The third link of the contract: what a content script asks the service worker. Content scripts
 * can't read storage, and carry no adapters: at start they ask once.
 */
import type { AdapterData } from './crm/adapter';
import type { CrmId } from './record';

export type Layout = 'margin' | 'overlay';

/** How the rep left the sidebar on one site. */
export interface Place {
  open: boolean;
  width: number;
  /** `overlay` once making room was seen to break the page. */
  layout: Layout;
}

/** Width of the open sidebar, size of the collapsed one, in CSS pixels. */
export const WIDTH = { min: 320, max: 640, normal: 384 } as const;
export const RAIL = { width: 32, height: 72 } as const;

export type Attributes = Record<string, string>;

/** Style sheet, drawing and words of our element in the page, and the attributes of its parts. */
export interface Look {
  style: string;
  /** Path data on a grid of 20. */
  mark: string[];
  drawing: Attributes;
  rail: Attributes;
  grip: Attributes;
  frame: Attributes;
}

export interface Boot extends Place {
  /** The CRM that lives on this host; `generic` when only a record's address can tell. */
  home: CrmId;
  adapters: AdapterData[];
  look: Look;
}

/**
 * What a content script may ask: its site's facts, that a change of the place be kept, and that
 * somebody see why a record's page of this CRM could not be read.
 */
export type PageAsk = { k: 'boot' } | { k: 'keep'; p: Partial<Place> } | { k: 'unread'; p: CrmId };

/** What the service worker says to a content script. */
export type PageOrder = { k: 'toggle' | 'compose' };
