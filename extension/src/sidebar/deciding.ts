/** Texts that wait for the rep's word before they go on, or come back as a draft. */

import type { DraftBook } from './drafts';
import { type Entry, type Outbox, returned } from './outbox';
import { accepted, rewritten } from './record/values';
import type { Store } from './store';
import { draftKey } from './target';

interface Needs {
  store: Pick<Store, 'seen' | 'focus'>;
  outbox: Outbox;
  drafts: DraftBook;
  go(): void;
}

const AT_ONCE = { state: 'queued', tries: 0, due: 0, problem: null } as const;

export function decideActions({ store, outbox, drafts, go }: Needs) {
  const again = (entry: Entry, change: Partial<Entry> = {}): void => {
    void outbox.change(entry.key, { ...AT_ONCE, ...change }).then(go);
  };
  /** After "Anna wrote since": the rep has read it and sends all the same, with the same key. */
  const sendAnyway = (entry: Entry): void =>
    again(entry, { seen: Math.max(entry.seen, store.seen.peek()), unseen: [] });
  /** What the CRM says now goes into the words; what it lost stays as it was written. */
  const acceptValues = (entry: Entry): void => {
    const { changes = [], accept = null, values = [], text, typed } = entry;
    again(entry, {
      text: rewritten(text, changes),
      typed: typed === undefined ? undefined : rewritten(typed, changes),
      values: accepted(values, changes),
      accept: changes.length === 0 ? accept : null,
      changes: [],
    });
  };
  return {
    sendAnyway,
    acceptValues,
    /** Whatever it waits for: yes. */
    goOn: (entry: Entry): void => (entry.state === 'changed' ? acceptValues : sendAnyway)(entry),
    tryAgain: (entry: Entry): void => again(entry),
    backToDraft(entry: Entry): void {
      drafts.giveBack(draftKey(entry.workspace, entry.to), returned(entry));
      void outbox.drop(entry.key).then(go);
      store.focus.value += 1;
    },
  };
}
