/** The lines of the timeline in order: days, the unread mark, items, and what waits to be sent. */
import { dayOf } from './format/time';
import type { Entry } from './outbox';
import { isTold } from './timeline';
import type { TimelineItem } from './wire';

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'mark'; key: string }
  | { kind: 'item'; key: string; item: TimelineItem }
  | { kind: 'entry'; key: string; entry: Entry };

/**
 * Keys are stable, and a text keeps its key from the press to the server's word, so that its
 * bubble stays in its place. `mark`: the first inbound text above it gets the mark.
 */
export function rowsOf(
  items: readonly TimelineItem[],
  waiting: readonly Entry[],
  mark: number | null,
): Row[] {
  const rows: Row[] = [];
  let day: number | null = null;
  let marked = mark === null;
  const dayRow = (at: string): void => {
    const next = dayOf(at);
    if (next === day) return;
    day = next;
    rows.push({ kind: 'day', key: `day ${next}`, at });
  };
  for (const item of items) {
    if (!isTold(item)) continue;
    dayRow(item.at);
    if (!marked && item.kind === 'message' && item.direction === 'in' && item.seq > (mark ?? 0)) {
      marked = true;
      rows.push({ kind: 'mark', key: 'mark' });
    }
    const pressKey = item.kind === 'event' ? null : item.client_key;
    rows.push({ kind: 'item', key: pressKey ?? item.id, item });
  }
  for (const entry of waiting) {
    dayRow(new Date(entry.pressed).toISOString());
    rows.push({ kind: 'entry', key: entry.key, entry });
  }
  return rows;
}
