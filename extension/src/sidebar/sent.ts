/** What the rep can do about a text that the server has. */
import { t } from '../words';
import type { Parts } from './actions';
import { Problem } from './api';
import { copied } from './copy';
import { attachment } from './media/attachment';
import { save } from './media/save';
import { draftKey, type Target } from './target';
import type { MediaItem, MessageItem, PersonPhone } from './wire';

interface Needs extends Pick<Parts, 'store' | 'api' | 'drafts' | 'painter' | 'follow'> {
  workspace(): string | null;
  say(words: string, tone?: 'plain' | 'stop'): void;
}

export function sentActions({ store, api, drafts, painter, follow, workspace, say }: Needs) {
  /** Ask the server for a change of one text, and show what it says. */
  const change = async (asked: Promise<MessageItem>): Promise<boolean> => {
    try {
      follow.items([await asked]);
      return true;
    } catch (error) {
      say(error instanceof Problem ? error.message : t('sidebar.toast.unreachable'), 'stop');
      return false;
    }
  };
  const toDraft = (item: MessageItem, phone: string): void => {
    const where = workspace();
    if (where === null) return;
    const media = (item.media ?? []).map(attachment);
    drafts.giveBack(draftKey(where, { person: item.person_id, phone }), { text: item.text, media });
  };

  return {
    /** Takes back a held text; its words return to the draft. */
    async undoMessage(item: MessageItem, to: Target): Promise<void> {
      if (!(await change(api.undo(item.id)))) return;
      toDraft(item, item.phone);
      if (to.person === item.person_id) store.focus.value += 1;
      say(t('sidebar.toast.undone'));
    },
    /** A scheduled text goes at once after all. */
    sendNow: (item: MessageItem) => change(api.sendNow(item.id)),
    /** What a person found out about a text that may have been sent. */
    settle: (item: MessageItem, outcome: 'sent' | 'not_sent') =>
      change(api.settle(item.id, outcome)),
    /** A text that did not arrive, as a draft again; sending it is a new press. */
    writeAgain(item: MessageItem): void {
      toDraft(item, item.phone);
      store.focus.value += 1;
    },
    /** The same, and when it is to go. */
    writeLater(item: MessageItem): void {
      toDraft(item, item.phone);
      store.times.value += 1;
    },
    /** Where a queued text stands, in words; null when nobody can say. */
    place: (item: MessageItem): Promise<string | null> =>
      api.place(item.id).then(
        ({ words }) => words,
        () => null,
      ),
    async download(item: MediaItem): Promise<void> {
      try {
        save(await api.media(item.id, ''), item.name);
      } catch (error) {
        const why = error instanceof Problem ? error.message : '';
        say(why || t('sidebar.media.not_downloaded'), 'stop');
      }
    },
    /** A sentence for whoever can mend it; the rep chooses how to send it. */
    async tellAdmin(report: string): Promise<void> {
      if (await copied(report)) say(t('sidebar.failed.copied'));
      else say(t('sidebar.failed.not_copied', { words: report }));
    },
    /** The same words, as a draft to another number of the same person. */
    async toOtherPhone(item: MessageItem, { e164 }: Pick<PersonPhone, 'e164'>): Promise<void> {
      if (!e164) return;
      toDraft(item, e164);
      await painter.pin({ phone: e164 });
      store.focus.value += 1;
    },
  };
}
