/**
 * The third link of the contract: what a content script asks the service worker. Content scripts
 * can't read storage, and carry no adapters: at start they ask once.
 */
import type { AdapterData } from './crm/adapter';
import { type CrmId, WIDTH } from './messages';
import { flag, oneOf, optional, shape, whole } from './shape';

export type Layout = 'margin' | 'overlay';

/** How the rep left the sidebar on one site. */
export interface Place {
  open: boolean;
  width: number;
  /** `overlay` once making room was seen to break the page. */
  layout: Layout;
}

/** Size of the collapsed sidebar in CSS pixels. */
export const RAIL = { width: 44, height: 120 } as const;

/** Style sheet, drawing and words of our element in the page. */
export interface Look {
  style: string;
  /** Path data on a grid of 20. */
  mark: string[];
  open: string;
  width: string;
}

export interface Boot extends Place {
  home: CrmId;
  adapters: AdapterData[];
  look: Look;
}

/** What a content script may ask: its site's facts, and that a change of the place be kept. */
export type PageAsk = { k: 'boot' } | { k: 'keep'; p: Partial<Place> };

/** What the service worker says to a content script. */
export type PageOrder = { k: 'toggle' } | { k: 'compose' };

export const isBootAsk = shape<{ k: 'boot' }>({ k: oneOf(['boot']) });
export const isKeepAsk = shape<{ k: 'keep'; p: Partial<Place> }>({
  k: oneOf(['keep']),
  p: shape<Partial<Place>>({
    open: optional(flag),
    width: optional(whole(WIDTH.min, WIDTH.max)),
    layout: optional(oneOf(['margin', 'overlay'])),
  }) as never,
});
export const isPageOrder = shape<PageOrder>({ k: oneOf(['toggle', 'compose']) as never });
