/** To a text in the conversation, however far back it stands. */
import { t } from '../../words';
import type { Desk } from '../desk';

/** Pages of the timeline that are fetched for it, thirty items each. */
const MOST_PAGES = 20;
const LIGHT_MS = 1800;

const find = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.log [data-id="${CSS.escape(id)}"]`);

/** Painting a page takes a frame or two. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function reach(desk: Desk, id: string): Promise<HTMLElement | null> {
  const { store, actions } = desk;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const there = find(id);
    if (there !== null) return there;
    const before = store.snapshot.peek();
    if (before === null || before.timeline.older === null) return null;
    await actions.older();
    await painted();
    const now = store.snapshot.peek();
    if (now?.key !== before.key || now.timeline.older === before.timeline.older) return null;
  }
  return find(id);
}

export async function showMessage(desk: Desk, id: string): Promise<boolean> {
  const item = await reach(desk, id);
  if (item === null) {
    desk.actions.say(t('sidebar.verdict.not_found'));
    return false;
  }
  item.scrollIntoView({ block: 'center' });
  // For whoever can't see where the view went.
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.animate?.([{ background: 'var(--wait-soft)' }, { background: 'transparent' }], LIGHT_MS);
  return true;
}
