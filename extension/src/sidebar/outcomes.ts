/** What follows on screen from what became of a text or a note. */
import { t } from '../words';
import type { CourierTold } from './courier';
import type { DraftBook } from './drafts';
import type { Follow } from './follow';
import { type Entry, returned } from './outbox';
import type { Store, Toast } from './store';
import { draftKey } from './target';
import { aboutTheWords } from './verdict/way';
import type { Verdict } from './wire';

interface Parts {
  store: Store;
  drafts: DraftBook;
  follow: Pick<Follow, 'items' | 'renew'>;
  refresh(): void;
  say(words: string, tone?: Toast['tone']): void;
}

export function outcomes({ store, drafts, follow, refresh, say }: Parts): CourierTold {
  const giveBack = (entry: Entry): void =>
    drafts.giveBack(draftKey(entry.workspace, entry.to), returned(entry));

  const showVerdict = (to: Entry['to'], verdict: Verdict): void => {
    const shown = store.snapshot.peek();
    const thread = shown?.beside.thread;
    if (!shown || thread?.phone !== to.phone || thread.line_id !== to.line) return;
    store.snapshot.value = { ...shown, beside: { ...shown.beside, verdict } };
  };

  return {
    accepted(entry, item, takenBack) {
      follow.items([item]);
      if (takenBack) {
        giveBack(entry);
        say(t('sidebar.toast.undone'));
      } else if (entry.to.person === null) refresh(); // met with this text: now there is a person
    },
    refused(entry, verdict, detail) {
      giveBack(entry);
      if (verdict !== null) showVerdict(entry.to, verdict);
      // What stands in the words stays until they change; the rest is asked for as it is now.
      if (verdict === null || !aboutTheWords(verdict)) follow.renew();
      const why = verdict?.title ?? detail;
      say(t('sidebar.toast.refused', { name: entry.to.short, why }), 'stop');
    },
    moved: (_entry, items) => follow.items(items),
    tooLate: (_entry, detail) => say(detail || t('sidebar.toast.too_late'), 'stop'),
  };
}
