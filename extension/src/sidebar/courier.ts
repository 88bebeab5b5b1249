/**
 * Takes entries of the outbox to the server: one after the other for each person, again after a
 * lost answer, never after a refusal. Decides nothing about the screen; it tells what became of
 * each entry.
 */
import { later } from '../context';
import { type Api, Problem, SignedOut, Unreachable } from './api';
import { type Entry, isUndecided, type Outbox, owner, wishOf } from './outbox';
import type { ValueChange } from './record/values';
import type { MessageItem, NoteItem, TimelineItem, Verdict } from './wire';

export interface CourierTold {
  /** The server has it (and, if `takenBack`, it was undone before it left). */
  accepted(entry: Entry, item: MessageItem | NoteItem, takenBack: boolean): void;
  /** Texting this person is closed; the words go back to the draft. */
  refused(entry: Entry, verdict: Verdict | null, detail: string): void;
  /** Somebody wrote since the rep looked. */
  moved(entry: Entry, items: TimelineItem[]): void;
  /** Undo came too late. */
  tooLate(entry: Entry, detail: string): void;
}

export interface Courier {
  /** Do now whatever can be done. `workspace` is whose entries these are; null when signed out. */
  go(workspace: string | null): void;
}

/** Short, so that a text interrupted by a reload goes on soon; two at once would be harmless. */
const LEASE_MS = 6_000;
const RETRY_MS = { first: 1000, most: 30_000 } as const;

/** Answers after which the same request may be made again. */
const AGAIN: readonly number[] = [408, 425, 429];
const isPassing = (problem: Problem): boolean =>
  problem.status >= 500 || AGAIN.includes(problem.status);

/** The CRM says something else than the text, or nothing any more; whatever else is for good. */
function toBeDecided({ code, more }: Problem): Partial<Entry> {
  if (code !== 'values_changed' && code !== 'values_missing') return { state: 'failed' };
  const { changes = [], accept } = more;
  return { state: 'changed', changes: changes as ValueChange[], accept: String(accept) };
}

const lane = (entry: Entry): string => entry.to.phone ?? entry.to.person ?? '';

/** With jitter, so that fifty sidebars do not come back in the same instant. */
const pause = (tries: number): number =>
  Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** tries) * (0.5 + Math.random() / 2);

export function courier(
  outbox: Outbox,
  api: Pick<Api, 'send' | 'note' | 'undo'>,
  told: CourierTold,
  life: AbortSignal,
  now: () => number = () => Date.now(),
): Courier {
  const busy = new Set<string>();
  let workspace: string | null = null;
  let wake: () => void = () => undefined;

  const takeBack = async (entry: Entry, item: MessageItem): Promise<void> => {
    try {
      told.accepted(entry, await api.undo(item.id), true);
    } catch (error) {
      told.accepted(entry, item, false);
      told.tooLate(entry, error instanceof Problem ? error.message : '');
    }
  };

  /** A proof that is too old is answered by the verdict of now and a fresh one: it may still go. */
  const sendOnce = async (entry: Entry): Promise<MessageItem> => {
    try {
      return await api.send(wishOf(entry));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'press_needed') throw error;
      const { press } = (error.more.verdict ?? {}) as Partial<Verdict>;
      if (press == null) throw error;
      await outbox.change(entry.key, { press });
      return await api.send(wishOf({ ...entry, press }));
    }
  };

  const request = async (entry: Entry): Promise<void> => {
    if (entry.kind === 'note') {
      const body = { client_key: entry.key, text: entry.text };
      told.accepted(entry, await api.note(entry.to.person ?? '', body), false);
      return;
    }
    const item = await sendOnce(entry);
    // Undo may have been pressed while the answer was on its way.
    const latest = outbox.get(entry.key) ?? entry;
    if (latest.undo && item.state === 'held') await takeBack(latest, item);
    else told.accepted(latest, item, false);
  };

  const settle = async (entry: Entry, error: unknown): Promise<void> => {
    const { key, tries } = entry;
    const change = (now: Partial<Entry>) => outbox.change(key, { ...now, lease: null });
    const again = { state: 'queued', tries: tries + 1, due: now() + pause(tries) } as const;
    if (error instanceof SignedOut) {
      workspace = null; // until a session is there again
      await change({ state: 'queued' });
    } else if (error instanceof Unreachable) {
      await change(again);
    } else if (!(error instanceof Problem)) {
      await change({ ...again, problem: String(error) });
    } else if (isPassing(error)) {
      await change({ ...again, problem: error.message });
    } else if (error.code === 'thread_moved') {
      const unseen = (error.more.items ?? []) as TimelineItem[];
      const seen = Math.max(entry.seen, Number(error.more.seen) || 0);
      await change({ state: 'moved', unseen, seen });
      told.moved(entry, unseen);
    } else if (error.code === 'refused') {
      await outbox.drop(key);
      told.refused(entry, (error.more.verdict as Verdict | undefined) ?? null, error.message);
    } else {
      await change({ ...toBeDecided(error), problem: error.message });
    }
  };

  const take = async (entry: Entry): Promise<void> => {
    busy.add(lane(entry));
    try {
      await outbox.change(entry.key, {
        state: 'sending',
        problem: null,
        lease: { by: owner, until: now() + LEASE_MS },
      });
      await request(entry);
      await outbox.drop(entry.key);
    } catch (error) {
      await settle(outbox.get(entry.key) ?? entry, error).catch(() => undefined);
    } finally {
      busy.delete(lane(entry));
      run();
    }
  };

  /** The first of each lane; a failed one does not stand in the way, one to be decided does. */
  const heads = (): Entry[] => {
    const first = new Map<string, Entry>();
    for (const entry of outbox.entries.peek()) {
      if (entry.workspace !== workspace || entry.state === 'failed') continue;
      if (!first.has(lane(entry))) first.set(lane(entry), entry);
    }
    return [...first.values()].filter((entry) => !isUndecided(entry) && !busy.has(lane(entry)));
  };

  const startsAt = ({ due, lease }: Entry): number =>
    lease === null || lease.by === owner ? due : Math.max(due, lease.until);

  const run = (): void => {
    wake();
    if (workspace === null || life.aborted) return;
    let next = Number.POSITIVE_INFINITY;
    for (const entry of heads()) {
      if (startsAt(entry) <= now()) void take(entry);
      else next = Math.min(next, startsAt(entry));
    }
    if (Number.isFinite(next)) wake = later(run, next - now(), life);
  };

  return {
    go(whose) {
      workspace = whose;
      run();
    },
  };
}
