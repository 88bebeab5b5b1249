/**
 * One person's timeline as values: what the snapshot brought, what events changed, what older
 * pages added. Pure. Applying anything twice, or in another order, gives the same timeline.
 */
import type { TimelineItem, TimelinePage } from './wire';

export interface Timeline {
  /** From oldest to newest. */
  items: readonly TimelineItem[];
  /** Reaches the page before the oldest item; null at the beginning of the story. */
  older: string | null;
}

/** Keyset order of the server: (at, id). */
function inOrder(a: TimelineItem, b: TimelineItem): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Adds what is new and replaces what has a higher version; gives `items` itself if nothing did. */
export function merge(
  items: readonly TimelineItem[],
  incoming: readonly TimelineItem[],
): readonly TimelineItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  let changed = false;
  for (const item of incoming) {
    const known = byId.get(item.id);
    if (known !== undefined && known.version >= item.version) continue;
    byId.set(item.id, item);
    changed = true;
  }
  return changed ? [...byId.values()].sort(inOrder) : items;
}

/**
 * A fresh newest page over what is on screen. Older pages stay if both overlap; if more happened
 * than one page holds there would be a hole between them, so only the fresh page remains.
 */
export function renew(shown: Timeline, page: TimelinePage): Timeline {
  const fresh: Timeline = { items: page.items, older: page.next_cursor ?? null };
  const ids = new Set(shown.items.map((item) => item.id));
  const overlaps = page.items.some((item) => ids.has(item.id));
  if (!overlaps) return fresh;
  const oldest = fresh.items[0];
  const reachesFurther =
    shown.items[0] !== undefined && oldest !== undefined && inOrder(shown.items[0], oldest) < 0;
  return {
    items: merge(shown.items, page.items),
    older: reachesFurther ? shown.older : fresh.older,
  };
}

/** A page from further back. */
export function prepend(shown: Timeline, page: TimelinePage): Timeline {
  return { items: merge(shown.items, page.items), older: page.next_cursor ?? null };
}

/** The newest event of this person that is on screen: what a press of Send has seen. */
export function newestSeq(items: readonly TimelineItem[]): number {
  return items.reduce((highest, item) => Math.max(highest, item.seq), 0);
}

/** Taken back before it left and without a reason of ours: not part of the story. */
export function isTold(item: TimelineItem): boolean {
  return !(item.kind === 'message' && item.state === 'canceled' && !item.failure);
}
