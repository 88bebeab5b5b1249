/**
 * Texts and notes between the press and the server's word. An entry is stored before its request
 * is made and dropped after the answer; its key is made at the press and kept through every retry,
 * so that one press is one text, whatever fails in between.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RecordRef } from '../messages';
import { plainObject } from '../shape';
import type { Returned } from './drafts';
import { type Attachment, ids } from './media/attachment';
import type { ShownValue, ValueChange } from './record/values';
import { PREFIX, shelf } from './shelf';
import { named, type Target } from './target';
import type { MessageItem, Override, SendMessage, TemplateUse, TimelineItem } from './wire';

/**
 * queued: will be sent · sending: a request is or was under way, its result unknown ·
 * moved: somebody wrote since; the rep reads and decides · changed: the CRM says something else than
 * the text by now; the rep decides · failed: refused for good, with a reason
 */
export type EntryState = 'queued' | 'sending' | 'moved' | 'changed' | 'failed';

export interface Entry {
  key: string;
  kind: 'text' | 'note';
  workspace: string;
  to: Target;
  text: string;
  template: TemplateUse | null;
  /** Pictures and files, already with the server. Entries of older releases have none. */
  media?: readonly Attachment[];
  /** When it is to go, in ms; null for now. Entries of older releases have none. */
  sendAt?: number | null;
  /** The verdict's proof that a person had the composer open. */
  press?: string | null;
  /** What the rep goes past with it. */
  overrides?: readonly Override[];
  /** The text as typed, where plain characters took the place of others. */
  typed?: string | undefined;
  /** The CRM's record that was open at the press. */
  record?: RecordRef;
  /** Its values that stand in the text, as the rep saw them. */
  values?: readonly ShownValue[];
  /** What the CRM says of them now, in the state `changed`; none where it has them no more. */
  changes?: readonly ValueChange[];
  /** Says that the rep sends it all the same. */
  accept?: string | null;
  /** Newest event of the person on the rep's screen at the press. */
  seen: number;
  /** Keys of the rep's own texts on the screen then that had no number yet. */
  pending: string[];
  /** When Send was pressed, in ms. */
  pressed: number;
  state: EntryState;
  tries: number;
  /** Not before, in ms. */
  due: number;
  problem: string | null;
  /** The rep pressed Undo before the server had answered. */
  undo: boolean;
  /** Which document is at it, and until when. Two at once would be harmless: the key decides. */
  lease: { by: string; until: number } | null;
  /** What the rep has not seen, in the state `moved`. */
  unseen: TimelineItem[];
}

/** The rep has to say what becomes of it; what comes after it to the same person waits. */
export const isUndecided = ({ state }: Pick<Entry, 'state'>): boolean =>
  state === 'moved' || state === 'changed';

const STATES: readonly string[] = [
  'queued',
  'sending',
  'moved',
  'changed',
  'failed',
] satisfies EntryState[];

function isEntry(value: unknown): value is Entry {
  return (
    plainObject(value) &&
    typeof value.key === 'string' &&
    typeof value.text === 'string' &&
    typeof value.workspace === 'string' &&
    plainObject(value.to) &&
    STATES.includes(String(value.state))
  );
}

export interface Outbox {
  /** All entries, in the order of their presses. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  load(): Promise<void>;
  /** Shows an entry at once and stores it (with `also`, in one step). */
  add(entry: Entry, also?: Record<string, unknown>): Promise<void>;
  change(key: string, change: Partial<Entry>): Promise<void>;
  drop(key: string): Promise<void>;
  get(key: string): Entry | undefined;
  /** Lets other documents (or this one after its reload) go on at once with what is under way. */
  release(): void;
}

const newShelf = () => shelf('local', PREFIX.outbox, 1, isEntry);

export function outbox(life: AbortSignal, kept = newShelf()): Outbox {
  const all = signal<ReadonlyMap<string, Entry>>(new Map());
  /** Dropped here; a late echo of an earlier write must not bring it back. */
  const gone = new Set<string>();

  const show = (key: string, entry: Entry | null): void => {
    const next = new Map(all.peek());
    if (entry === null) next.delete(key);
    else if (!gone.has(key)) next.set(key, entry);
    all.value = next;
  };
  kept.watch((key, entry) => {
    // This document's own entries are newer in memory than any echo of them.
    if (entry !== null && entry.lease?.by === owner) return;
    show(key, entry);
  }, life);

  const self: Outbox = {
    entries: computed(() => [...all.value.values()].sort((a, b) => a.pressed - b.pressed)),
    get: (key) => all.peek().get(key),
    async load() {
      for (const [key, entry] of await kept.all()) if (!all.peek().has(key)) show(key, entry);
    },
    async add(entry, also) {
      show(entry.key, entry);
      await kept.put(entry.key, entry, also);
    },
    async change(key, change) {
      const entry = all.peek().get(key);
      if (entry === undefined) return;
      const next = { ...entry, ...change };
      show(key, next);
      await kept.put(key, next);
    },
    async drop(key) {
      gone.add(key);
      show(key, null);
      await kept.drop(key);
    },
    release() {
      for (const [key, entry] of all.peek()) {
        if (entry.lease?.by === owner) void self.change(key, { lease: null });
      }
    },
  };
  return self;
}

/** Names this document in leases. */
export const owner: string = crypto.randomUUID();

/** A key for one press. */
export const pressKey = (): string => crypto.randomUUID().replaceAll('-', '');

/** The request that an entry stands for. */
export function wishOf(entry: Entry): SendMessage {
  const { to, record = null, values = [] } = entry;
  return {
    client_key: entry.key,
    line: to.line ?? '',
    phone: to.phone ?? '',
    text: entry.text,
    media: ids(entry.media ?? []),
    ...named(to),
    template: entry.template,
    send_at: entry.sendAt == null ? null : new Date(entry.sendAt).toISOString(),
    seen: entry.seen,
    pending: entry.pending,
    press: entry.press ?? null,
    overrides: [...(entry.overrides ?? [])],
    typed: entry.typed ?? null,
    ai_assisted: false,
    record,
    shown_values:
      record === null || values.length === 0
        ? null
        : { record, values: Object.fromEntries(values.map((one) => [one.name, one.value])) },
    accept_values: entry.accept ?? null,
  };
}

/** What of an entry becomes a draft again. */
export function returned(entry: Entry): Returned {
  const { text, template, kind, media = [], overrides = [], typed, values } = entry;
  return { text, template, mode: kind, media, overrides, typed, values };
}

/** Entries to a person or number that the timeline does not show yet. */
export function waitingFor(
  entries: readonly Entry[],
  to: Pick<Target, 'person' | 'phone'>,
  items: readonly TimelineItem[],
): Entry[] {
  const arrived = new Set(items.map((item) => (item as MessageItem).client_key).filter(Boolean));
  return entries.filter((entry) => isTo(entry, to) && !arrived.has(entry.key));
}

export function isTo(entry: Entry, to: Pick<Target, 'person' | 'phone'>): boolean {
  return entry.to.person === null || to.person === null
    ? entry.to.phone !== null && entry.to.phone === to.phone
    : entry.to.person === to.person;
}
