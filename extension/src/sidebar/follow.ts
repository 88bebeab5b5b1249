/**
 * Applies the stream's events to what is painted. An event that says "something changed" without
 * saying what leads to a new question; everything else is merged, in any order and any number.
 */
import { later } from '../context';
import { type LiveEvent, type RecordRef, recordKey } from '../messages';
import type { Api } from './api';
import type { Snapshot, Store } from './store';
import { merge } from './timeline';
import type { Beside, EventData, TimelineItem } from './wire';

export interface Follow {
  event(event: LiveEvent): void;
  /** The stream says it goes on from `seq`: was anything missed in between? */
  head(seq: number): void;
  /** Merge items that came another way: an answer to Send, what a refused send had not seen. */
  items(items: readonly TimelineItem[]): void;
  /** After a fresh snapshot: events that came while it was on its way. */
  catchUp(): void;
  /** Ask for the verdict again, soon. */
  renew(): void;
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
  /** What the stream has reached; a snapshot from before it may lack something. */
  let promised = 0;
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
    const verdict = await api
      .verdict(asked.phone, asked.line_id, asked.person_id)
      .catch(() => null);
    const shown = store.snapshot.peek();
    const now = shown?.beside.thread;
    if (verdict === null || !shown || !now) return;
    const same =
      now.phone === asked.phone &&
      now.line_id === asked.line_id &&
      now.person_id === asked.person_id;
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

  const arrived = (item: TimelineItem, person: string | null): void => {
    items([item]);
    if (concerns(item)) ask('snapshot');
    // The reason of a verdict may be their last answer.
    else if (item.person_id === person && isInbound(item)) ask('verdict');
  };

  const consent = (phone: string, { people, thread }: Beside): void => {
    const theirs = people.some((one) => one.phones.some(({ e164 }) => e164 === phone));
    if (theirs || phone === thread.phone) ask('snapshot');
  };

  const readUpTo = (seq: number, shown: Snapshot): void => {
    const unread_after = Math.max(shown.beside.unread_after, seq);
    store.snapshot.value = { ...shown, beside: { ...shown.beside, unread_after } };
  };

  const apply = ({ data, seq }: LiveEvent): void => {
    const fact = data as EventData;
    const shown = store.snapshot.peek();
    if (shown === null) return;
    store.seq.value = Math.max(store.seq.peek(), seq);
    const { beside } = shown;
    const me = store.session.peek()?.member.id;
    switch (fact.type) {
      case 'message':
      case 'note':
      case 'timeline':
        arrived(fact.item, beside.person_id);
        break;
      case 'consent':
        consent(fact.phone, beside);
        break;
      case 'person':
        if (beside.people.some((one) => one.id === fact.person.id)) ask('snapshot');
        break;
      case 'record':
        if (recordKey(fact.record as RecordRef) === shown.key) ask('snapshot');
        break;
      case 'read':
        if (fact.person_id === beside.person_id && fact.member_id === me) {
          readUpTo(fact.seq_read, shown);
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
    renew: () => ask('verdict'),
    event(event) {
      newest = Math.max(newest, event.seq);
      recent.push(event);
      if (recent.length > RECENT) recent.shift();
      apply(event);
    },
    head(seq) {
      const reached = Math.max(newest, store.seq.peek());
      newest = Math.max(newest, seq);
      promised = Math.max(promised, seq);
      if (store.snapshot.peek() !== null && seq > reached) ask('snapshot');
    },
    catchUp() {
      const from = store.snapshot.peek()?.beside.seq ?? 0;
      for (const event of recent) if (event.seq > from) apply(event);
      if (from < promised) ask('snapshot');
      promised = 0;
    },
  };
}

function isInbound(item: TimelineItem): boolean {
  return item.kind === 'message' && item.direction === 'in';
}
