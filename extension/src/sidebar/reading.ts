/** Marks a person's texts as read once their newest one has been on screen for a moment. */
import { effect } from '@preact/signals';
import { later } from '../context';
import type { Api } from './api';
import type { Store } from './store';

export interface Reading {
  /** Whether the newest item of the timeline is in view. */
  atEnd(inView: boolean): void;
  /** Whether the sidebar can be seen at all. */
  shown(open: boolean): void;
}

export const DWELL_MS = 900;

export function reading(
  store: Store,
  api: Pick<Api, 'read'>,
  done: () => void,
  life: AbortSignal,
  screen: Document = document,
): Reading {
  const marked = new Map<string, number>();
  let inView = false;
  let open = true;
  let cancel: () => void = () => undefined;

  const newestUnread = (): { person: string; seq: number } | null => {
    const shown = store.snapshot.peek();
    const person = shown?.beside.person_id;
    if (!shown || !person || store.locked.peek() || store.phase.peek() !== 'ready') return null;
    const already = Math.max(shown.beside.unread_after, marked.get(person) ?? 0);
    const seq = shown.timeline.items.reduce(
      (newest, item) =>
        item.kind === 'message' && item.direction === 'in' ? Math.max(newest, item.seq) : newest,
      0,
    );
    return seq > already ? { person, seq } : null;
  };

  const mark = async (): Promise<void> => {
    const found = newestUnread();
    if (found === null) return;
    marked.set(found.person, found.seq);
    try {
      await api.read(found.person, found.seq);
      done();
    } catch {
      marked.delete(found.person); // asked again with the next change
    }
  };

  const consider = (): void => {
    cancel();
    if (!open || !inView || screen.visibilityState !== 'visible' || newestUnread() === null) return;
    cancel = later(() => void mark(), DWELL_MS, life);
  };

  screen.addEventListener('visibilitychange', consider, { signal: life });
  const stop = effect(() => {
    store.snapshot.value;
    store.phase.value;
    consider();
  });
  life.addEventListener('abort', stop);

  return {
    atEnd(now) {
      inView = now;
      consider();
    },
    shown(now) {
      open = now;
      consider();
    },
  };
}
