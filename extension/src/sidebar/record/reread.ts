/**
 * After a record is painted: has its CRM anything newer? What is painted never waits for the answer.
 * A record that is left before it settles is not asked about, and a question under way is given up.
 */
import { effect } from '@preact/signals';
import { later } from '../../context';
import type { Api } from '../api';
import type { Store } from '../store';
import type { Beside, ContextCard, Refreshed } from '../wire';

/** Records that are only passed by are never asked about. */
export const SETTLE_MS = 150;
/** Events may say again and again that something is old. */
export const AGAIN_MS = 5000;

/** Where reading it once more changes nothing. */
const SETTLED: readonly string[] = ['fresh', 'none', 'needs_sign_in'];

/** Merge values with those of the CRM renewed; what is not the CRM's stays. */
function renewed({ values, context }: Beside, now: ContextCard): Beside['values'] {
  const before = new Map((context?.values ?? []).map(({ name, value }) => [name, value]));
  const own = Object.entries(values).filter(([name, value]) => before.get(name) !== value);
  const theirs = (now.values ?? []).map(({ name, value }) => [name, value] as const);
  return { ...Object.fromEntries(theirs), ...Object.fromEntries(own) };
}

/** Gives what is to be called after each fresh paint. `again`: whom the record means has changed. */
export function rereading(
  store: Store,
  api: Pick<Api, 'json'>,
  again: () => void,
  life: AbortSignal,
  now: () => number = () => Date.now(),
): () => void {
  let work = new AbortController();
  let asked = { turn: -1, at: 0 };

  const stop = effect(() => {
    void store.subject.value;
    work.abort();
  });
  life.addEventListener('abort', stop);

  const read = async (turn: number, signal: AbortSignal): Promise<void> => {
    const ref = store.subject.peek()?.ref;
    asked = { turn, at: now() };
    const read = await api
      .json<Refreshed>('POST', '/records/refresh', { body: ref, signal })
      .catch(() => null);
    const shown = store.snapshot.peek();
    if (read === null || signal.aborted || !shown || !store.current.peek()) return;
    const { context } = read;
    const { beside } = shown;
    const values = renewed(beside, context);
    store.snapshot.value = { ...shown, beside: { ...beside, context, values } };
    if (read.people_changed) again();
  };

  return () => {
    const turn = store.subject.peek()?.turn;
    const state = store.snapshot.peek()?.beside.context?.state ?? 'none';
    if (turn === undefined || SETTLED.includes(state)) return;
    if (store.session.peek()?.may_send !== true) return;
    work.abort();
    work = new AbortController();
    const signal = AbortSignal.any([work.signal, life]);
    const wait = asked.turn === turn ? asked.at + AGAIN_MS - now() : 0;
    later(() => void read(turn, signal), Math.max(SETTLE_MS, wait), signal);
  };
}
