/**
 * Applies the stream's events to what is painted. An event that says "something changed" without
 * saying what leads to a new question; everything else is merged, in any order and any number.
 */
import { later } from '../context';
import type { LiveEvent } from '../messages';
import type { Api } from './api';
import type { Store } from './store';
import { merge } from './timeline';
import type { EventData, TimelineItem } from './wire';

export interface Follow {
  event(event: LiveEvent): void;
  /** The stream says it goes on from `seq`: was anything missed in between? */
  head(seq: number): void;
  /** Merge items that came another way: an answer to Send, what a refused send had not seen. */
  items(items: readonly TimelineItem[]): void;
  /** After a fresh snapshot: events that came while it was on its way. */
  catchUp(): void;
}

/** Events of the last moments; a snapshot that was asked for before them does not hold them. */
const RECENT = 200;
/** Several things that happen at once ask once. */
const ASK_MS = 150;

export function follow(
  store: Store,
  api: Pick<Api, 'verdict'>,
  wishes: { refresh(): void; templatesChanged(): void },
  life: AbortSignal,
): Follow {
  const recent: LiveEvent[] = [];
  let newest = 0;
  let asking = { verdict: false, snapshot: false };

  const ask = (what: 'verdict' | 'snapshot'): void => {
    if (asking[what]) return;
    asking = { ...asking, [what]: true };
    later(
      () => {
        asking = { ...asking, [what]: false };
        if (what === 'snapshot') wishes.refresh();
        else void renewVerdict();
      },
      ASK_MS,
      life,
    );
  };

  const renewVerdict = async (): Promise<void> => {
    const asked = store.snapshot.peek()?.beside.thread;
    if (!asked?.phone || !asked.line_id) return;
    const verdict = await api.verdict(asked.phone, asked.line_id, asked.person_id).catch(() => null);
    const shown = store.snapshot.peek();
    const now = shown?.beside.thread;
    if (verdict === null || !shown || !now) return;
    const same = now.phone === asked.phone && now.line_id === asked.line_id && now.person_id === asked.person_id;
    if (same) store.snapshot.value = { ...shown, beside: { ...shown.beside, verdict } };
  };

  const items: Follow['items'] = (incoming) => {
    const shown = store.snapshot.peek();
    if (shown === null) return;
    const mine = incoming.filter((item) => item.person_id === shown.beside.person_id);
    const merged = merge(shown.timeline.items, mine);
    if (merged === shown.timeline.items) return;
    store.snapshot.value = { ...shown, timeline: { ...shown.timeline, items: merged } };
  };

  /** Whether an item is about the number on screen though its person is not (yet) the painted one. */
  const concerns = (item: TimelineItem): boolean => {
    const shown = store.snapshot.peek();
    if (!shown || item.person_id === shown.beside.person_id) return false;
    if (item.kind === 'message' && item.phone === shown.beside.thread.phone) return true;
    return shown.beside.people.some((person) => person.id === item.person_id);
  };

  const apply = ({ data, seq }: LiveEvent): void => {
    const fact = data as EventData;
    const shown = store.snapshot.peek();
    if (shown === null) return;
    store.seq.value = Math.max(store.seq.peek(), seq);
    const { beside } = shown;
    switch (fact.type) {
      case 'message':
      case 'note':
      case 'timeline':
        items([fact.item]);
        if (concerns(fact.item)) ask('snapshot');
        else if (fact.item.kind === 'message' && fact.item.direction === 'in' && fact.item.person_id === beside.person_id)
          ask('verdict');
        break;
      case 'consent':
        if (beside.people.some((one) => one.phones.some((phone) => phone.e164 === fact.phone))) ask('snapshot');
        else if (fact.phone === beside.thread.phone) ask('verdict');
        break;
      case 'person':
        if (beside.people.some((one) => one.id === fact.person.id)) ask('snapshot');
        break;
      case 'read':
        if (fact.person_id === beside.person_id && fact.member_id === store.session.peek()?.member.id) {
          const unread_after = Math.max(beside.unread_after, fact.seq_read);
          store.snapshot.value = { ...shown, beside: { ...beside, unread_after } };
        }
        break;
      case 'workspace':
        if (fact.what === 'templates') wishes.templatesChanged();
        else ask('snapshot');
        break;
    }
  };

  return {
    items,
    event(event) {
      newest = Math.max(newest, event.seq);
      recent.push(event);
      if (recent.length > RECENT) recent.shift();
      apply(event);
    },
    head(seq) {
      const reached = Math.max(newest, store.seq.peek());
      newest = Math.max(newest, seq);
      if (store.snapshot.peek() !== null && seq > reached) ask('snapshot');
    },
    catchUp() {
      const from = store.snapshot.peek()?.beside.seq ?? 0;
      for (const event of recent) if (event.seq > from) apply(event);
    },
  };
}
