/**
 * From a route to a painted snapshot: lock, fetch, paint. Every subject has an AbortController and
 * a turn; whatever belongs to an older turn is aborted, and dropped if it arrives all the same.
 */
import { batch } from '@preact/signals';
import { later } from '../context';
import type { FromPage } from '../messages';
import { type Api, type Hints, type Pins, Problem, SignedOut, Unreachable } from './api';
import { hintOf, hintsFor, numbered, wantsHint } from './hints';
import { STOPS_MS, skimming } from './skimming';
import type { Snapshots } from './snapshots';
import { numberSubject, type Store, type Subject, subjectOf } from './store';
import { prepend, renew } from './timeline';
import type { Beside } from './wire';

export interface Painter {
  route(route: FromPage['record']): void;
  hint(hint: FromPage['hint']): void;
  /** A number on the page was pressed: this is the one that is meant. */
  tel(number: string): void;
  /** There is no page to read. */
  alone(): void;
  /** Ask again for what is open; what is painted stays. */
  refresh(): void;
  /** Remember a choice for this record and fetch what follows from it. */
  pin(pins: Pins): Promise<void>;
  older(): Promise<void>;
}

/** The old thread stays, dimmed, for so long; then a blank outline says less that is wrong. */
export const LATE_MS = 350;
/** Longer than a page takes to be read or given up (page/read.ts). */
const HINT_MS = 4000;
const RETRY_MS = { first: 1000, most: 30_000 } as const;

export function painter(
  store: Store,
  api: Pick<Api, 'beside' | 'older'>,
  memory: Snapshots,
  painted: () => void,
  life: AbortSignal,
): Painter {
  const pins = new Map<string, Pins>();
  let turn = 0;
  let work = new AbortController();
  let tries = 0;
  let pressedNumber: string | null = null;
  /** An answer that may change once the page has been read. */
  let unsure: Beside | null = null;
  let loadingOlder = false;
  const walks = skimming();

  const hintNow = (): FromPage['hint'] | null => hintOf(store);
  const hints = (): Hints => hintsFor(hintNow(), pressedNumber);

  const paint = (subject: Subject, beside: Beside, cached = false): void => {
    const shown = store.snapshot.peek();
    const same = shown?.key === subject.key && shown.beside.person_id === beside.person_id;
    const timeline = same
      ? renew(shown.timeline, beside.timeline)
      : { items: beside.timeline.items, older: beside.timeline.next_cursor ?? null };
    unsure = null;
    batch(() => {
      store.snapshot.value = {
        key: subject.key,
        ref: subject.ref,
        beside,
        timeline,
        mark: same && !shown.cached ? shown.mark : beside.unread_after,
        cached,
      };
      store.seq.value = same ? Math.max(beside.seq, store.seq.peek()) : beside.seq;
      store.late.value = false;
      if (!cached) store.trouble.value = null;
    });
    if (!cached) painted();
  };

  const begin = (): AbortSignal => {
    work.abort();
    work = new AbortController();
    return AbortSignal.any([work.signal, life]);
  };

  const failed = (error: unknown): void => {
    if (error instanceof SignedOut) {
      store.session.value = null;
      return;
    }
    const network =
      error instanceof Unreachable || (error instanceof Problem && error.status >= 502);
    store.trouble.value = {
      kind: network ? 'network' : 'refused',
      words: error instanceof Problem ? error.message : '',
    };
    const wait = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** tries) * (0.5 + Math.random() / 2);
    tries += 1;
    if (network) later(fetchNow, wait, work.signal);
  };

  const fetchNow = (): void => {
    const subject = store.subject.peek();
    if (subject === null || !store.session.peek()) return;
    const signal = begin();
    const hinted = hints();
    void api.beside(subject.ref, hinted, pins.get(subject.key) ?? {}, signal).then(
      (beside) => {
        if (signal.aborted || store.subject.peek()?.turn !== subject.turn) return;
        tries = 0;
        const blank = beside.state === 'empty' || beside.state === 'no_number';
        if (blank && beside.people.length === 0 && hintNow() === null && pressedNumber === null) {
          unsure = beside;
          later(() => unsure === beside && paint(subject, beside), HINT_MS, work.signal);
          return;
        }
        paint(subject, beside);
        if (hinted.phones.length === 0 && wantsHint(beside) && hints().phones.length > 0)
          fetchNow();
      },
      (error) => {
        if (!signal.aborted) failed(error);
      },
    );
  };

  const open = (subject: Subject | null, passing = false): void => {
    const signal = begin();
    tries = 0;
    unsure = null;
    batch(() => {
      store.subject.value = subject;
      store.trouble.value = null;
      store.choosing.value = false;
      store.late.value = false;
    });
    if (subject === null) {
      store.snapshot.value = null;
      return;
    }
    if (passing) later(() => show(subject), STOPS_MS, signal);
    else show(subject);
  };

  const show = (subject: Subject): void => {
    const workspace = store.session.peek()?.workspace.id;
    const known = workspace === undefined ? null : memory.get(workspace, subject.key);
    if (known === null) later(() => outlineLate(subject), LATE_MS, life);
    else {
      const { items, older } = known.timeline;
      paint(
        subject,
        { ...known.beside, timeline: { items: [...items], next_cursor: older } },
        true,
      );
    }
    fetchNow();
  };

  const outlineLate = ({ turn }: Subject): void => {
    if (store.subject.peek()?.turn === turn && !store.current.peek()) store.late.value = true;
  };

  const openNumber = (route: FromPage['record'], number: string): void => {
    turn += 1;
    open(numberSubject(route, number, turn));
  };

  /** The page has been read: does that change what was answered without it? */
  const hinted = (subject: Subject, numbers: boolean): void => {
    const shown = store.snapshot.peek();
    if (unsure !== null) {
      if (numbers) fetchNow();
      else paint(subject, unsure);
    } else if (numbers && store.current.peek() && shown?.cached === false) {
      if (wantsHint(shown.beside)) fetchNow();
    }
  };

  return {
    route(route) {
      turn += 1;
      pressedNumber = null;
      const passing = walks() && store.subject.peek() !== null;
      batch(() => {
        store.route.value = route;
        store.hint.value = null;
      });
      open(subjectOf(route, turn), passing);
    },
    hint(hint) {
      store.hint.value = hint;
      const route = store.route.peek();
      if (!route || hint.seq !== route.seq) return;
      const subject = store.subject.peek();
      const [number] = hint.phones;
      if (subject !== null) hinted(subject, number !== undefined);
      else if (route.crm === 'generic' && number !== undefined) openNumber(route, number);
    },
    tel(number) {
      const route = store.route.peek();
      if (!route) return;
      pressedNumber = number;
      const subject = store.subject.peek();
      store.focus.value += 1;
      if (route.ref === null) {
        openNumber(route, number);
        return;
      }
      const shown = store.snapshot.peek();
      if (subject === null || shown === null) return;
      const known = numbered(shown.beside, number);
      if (known !== null) pins.set(subject.key, { ...pins.get(subject.key), phone: known });
      fetchNow();
    },
    alone() {
      store.route.value = null;
      open(null);
    },
    refresh() {
      const subject = store.subject.peek();
      if (store.current.peek() || subject === null) fetchNow();
      else open(subject);
    },
    async pin(more) {
      const subject = store.subject.peek();
      if (subject === null) return;
      pins.set(subject.key, { ...pins.get(subject.key), ...more });
      // Bound to what was painted before the choice: nothing may be sent until the answer is here.
      const shown = store.snapshot.peek();
      if (shown !== null) store.snapshot.value = { ...shown, cached: true };
      fetchNow();
    },
    async older() {
      const shown = store.snapshot.peek();
      const person = shown?.beside.person_id;
      if (!shown || !person || shown.timeline.older === null || loadingOlder) return;
      loadingOlder = true;
      try {
        const page = await api.older(person, shown.timeline.older, life);
        const now = store.snapshot.peek();
        if (now?.key !== shown.key || now.beside.person_id !== person) return;
        store.snapshot.value = { ...now, timeline: prepend(now.timeline, page) };
      } catch {
        // Scrolling up again asks again.
      } finally {
        loadingOlder = false;
      }
    },
  };
}
