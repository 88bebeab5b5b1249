/**
 * What the sidebar knows, as signals, and what follows from it. No input, no output: painter,
 * follow and the courier's listener write here, the components read.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type FromPage, type RecordRef, recordKey, type Session } from '../messages';
import { newestSeq, type Timeline } from './timeline';
import type { Beside } from './wire';

/** What is to be painted: a record by its address, or a number on a page that names none. */
export interface Subject {
  key: string;
  ref: RecordRef;
  /** Rises with every change of subject; results that belong to an older one are dropped. */
  turn: number;
}

/** What is painted. `timeline` is the answer's page with everything applied since. */
export interface Snapshot {
  key: string;
  ref: RecordRef;
  beside: Beside;
  timeline: Timeline;
  /** Items above it were new when the record was opened; null hides the mark. */
  mark: number | null;
  /** From memory and not confirmed yet: to be read, not to be acted on. */
  cached: boolean;
}

/** Why the last answer is missing: no connection, or a refusal in words. */
export interface Trouble {
  kind: 'network' | 'refused';
  words: string;
}

export interface Toast {
  words: string;
  tone: 'plain' | 'stop';
}

/** What "Not Maria?" did, on which record; with a `phone`, whose number "Link to…" said it is. */
export interface Relinked {
  key: string;
  record: RecordRef;
  person: string;
  name: string;
  phone?: string;
}

/** `where`: not consent, but on the same panel: where they are. */
export type ConsentScreen = 'history' | 'record' | 'stopped' | 'wrong' | 'ask' | 'where';

export type Phase = 'loading' | 'ready' | 'choose' | 'signed-out' | 'offline' | 'error' | 'empty';

export interface Store {
  /** Undefined until the page has spoken; null when it can't (no page of ours there). */
  route: Signal<FromPage['record'] | null | undefined>;
  hint: Signal<FromPage['hint'] | null>;
  subject: Signal<Subject | null>;
  snapshot: Signal<Snapshot | null>;
  trouble: Signal<Trouble | null>;
  /** Undefined until the service worker has spoken. */
  session: Signal<Session | null | undefined>;
  server: Signal<string | null | undefined>;
  link: Signal<'up' | 'down' | 'retrying'>;
  online: Signal<boolean>;
  orphaned: Signal<boolean>;
  /** The rep went back to the chooser. */
  choosing: Signal<boolean>;
  /** The new record takes long: the old one is no longer shown. */
  late: Signal<boolean>;
  /** Newest event number that the painted snapshot holds. */
  seq: Signal<number>;
  toast: Signal<Toast | null>;
  /** Raised to ask the composer to take the focus. */
  focus: Signal<number>;
  /** Raised to ask the composer for the times of sending later. */
  times: Signal<number>;
  /** The picture that is open over the sidebar, by its id. */
  viewing: Signal<string | null>;
  /** Whether the reasons of the verdict are spread out. */
  why: Signal<boolean>;
  /** Whether what the CRM says is spread out. */
  carded: Signal<boolean>;
  /** Whether "Not Maria?" is being answered. */
  relinking: Signal<boolean>;
  /** What can be taken back of it. */
  relinked: Signal<Relinked | null>;
  /** What of consent is open over the sidebar. */
  consenting: Signal<ConsentScreen | null>;

  /** The painted snapshot is that of the open record. */
  current: ReadonlySignal<boolean>;
  /** Nothing may be sent: the record is not resolved. */
  locked: ReadonlySignal<boolean>;
  phase: ReadonlySignal<Phase>;
  seen: ReadonlySignal<number>;
}

export function makeStore(online = true): Store {
  const route: Store['route'] = signal(undefined);
  const subject: Store['subject'] = signal(null);
  const snapshot: Store['snapshot'] = signal(null);
  const trouble: Store['trouble'] = signal(null);
  const session: Store['session'] = signal(undefined);
  const server: Store['server'] = signal(undefined);
  const orphaned = signal(false);
  const choosing = signal(false);
  const connected = signal(online);

  const current = computed(() => {
    const wanted = subject.value?.key;
    return wanted !== undefined && snapshot.value?.key === wanted;
  });

  const phase = computed<Phase>(() => {
    if (orphaned.value) return 'error';
    if (session.value === null) return 'signed-out';
    if (session.value === undefined) return 'loading';
    const shown = snapshot.value;
    if (current.value && shown !== null) {
      return paintedPhase(shown.beside, trouble.value, choosing.value);
    }
    if (trouble.value !== null) {
      return trouble.value.kind === 'network' && !connected.value ? 'offline' : 'error';
    }
    return subject.value === null && route.value !== undefined ? 'empty' : 'loading';
  });

  return {
    route,
    hint: signal(null),
    subject,
    snapshot,
    trouble,
    session,
    server,
    link: signal('down'),
    online: connected,
    orphaned,
    choosing,
    late: signal(false),
    seq: signal(0),
    toast: signal(null),
    focus: signal(0),
    times: signal(0),
    viewing: signal(null),
    why: signal(false),
    carded: signal(false),
    relinking: signal(false),
    relinked: signal(null),
    consenting: signal(null),
    current,
    // Offline, a record that was resolved before may be written to: the text waits in the outbox,
    // and the server checks what the rep has seen.
    locked: computed(
      () =>
        !current.value ||
        session.value?.may_send !== true ||
        (snapshot.value?.cached === true && trouble.value?.kind !== 'network'),
    ),
    phase,
    seen: computed(() => newestSeq(snapshot.value?.timeline.items ?? [])),
  };
}

function paintedPhase(beside: Beside, trouble: Trouble | null, choosing: boolean): Phase {
  if (trouble?.kind === 'network') return 'offline';
  if (choosing || beside.state === 'choose') return 'choose';
  if (trouble !== null) return 'error';
  const nobody = beside.state === 'no_number' && beside.person_id === null;
  return beside.state === 'empty' || nobody ? 'empty' : 'ready';
}

/** The record that a route means, if its address says so. */
export function subjectOf(route: FromPage['record'], turn: number): Subject | null {
  return route.ref === null ? null : { key: recordKey(route.ref), ref: route.ref, turn };
}

/** On a page that names no record, a number on it stands for one. */
export function numberSubject(route: FromPage['record'], number: string, turn: number): Subject {
  const id = number.replace(/[^\d+]/g, '') || number;
  const ref: RecordRef = { crm: 'generic', account: route.host || 'page', type: 'contact', id };
  return { key: recordKey(ref), ref, turn };
}
