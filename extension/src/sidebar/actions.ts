/** What the rep can do. Each takes whom it is for as a value, captured when it was drawn. */
import type { SignInOutcome, ToPage } from '../messages';
import { t } from '../words';
import { type Api, Problem } from './api';
import type { Courier } from './courier';
import { decideActions } from './deciding';
import type { DraftBook } from './drafts';
import type { Follow } from './follow';
import { type Attachment, ids } from './media/attachment';
import { type Entry, isUndecided, type Outbox, pressKey, returned, waitingFor } from './outbox';
import type { Painter } from './painter';
import { standing } from './record/values';
import { sentActions } from './sent';
import type { Store } from './store';
import { draftKey, type Target, targetOf } from './target';
import { newestSeq } from './timeline';
import { takeProof } from './verdict/gesture';
import { aboutTheWords, applying } from './verdict/way';
import type { MessageItem, TemplateUse, Verdict } from './wire';

export interface Words {
  text: string;
  /** What leaves, where it is not the draft: with the name before it, or a part of a long one. */
  leaves?: string;
  /** What of the draft stays, for the next text. */
  rest?: string;
  typed?: string | undefined;
  template: TemplateUse | null;
  media?: readonly Attachment[];
}

const sameMedia = (a: readonly Attachment[], b: readonly Attachment[]): boolean =>
  ids(a).join() === ids(b).join();

export type Actions = ReturnType<typeof makeActions>;

export interface Parts {
  store: Store;
  api: Api;
  outbox: Outbox;
  courier: Courier;
  drafts: DraftBook;
  painter: Painter;
  follow: Follow;
  page: {
    tell<K extends keyof ToPage & string>(kind: K, payload: ToPage[K]): void;
    look(): Promise<boolean>;
    readonly panel: boolean;
  };
  signIn(): Promise<SignInOutcome>;
  options(): Promise<unknown>;
  /** Within a click: the browser opens its panel for nothing else. */
  openPanel(): Promise<void>;
  now(): number;
}

export function makeActions(parts: Parts) {
  const { store, api, outbox, courier, drafts, painter, follow, page, now } = parts;

  const say = (words: string, tone: 'plain' | 'stop' = 'plain'): void => {
    store.toast.value = words === '' ? null : { words, tone };
  };
  const workspace = (): string | null => store.session.peek()?.workspace.id ?? null;
  const go = (): void => courier.go(workspace());

  /**
   * The last word on "never the wrong person": it goes to whom the screen shows, and only while the
   * page still has that record open. A change of record may be on its way here when Send is pressed.
   */
  const stillOpen = async (where: string, to: Target): Promise<boolean> => {
    if (!(await page.look())) {
      say(t('sidebar.toast.page_silent'), 'stop');
      return false;
    }
    const shown = store.snapshot.peek();
    if (shown !== null && store.current.peek()) {
      const painted = targetOf(shown.beside, shown.ref);
      if (draftKey(where, painted) === draftKey(where, to)) return !store.locked.peek();
    }
    say(t('sidebar.toast.moved_on', { name: to.short }), 'stop');
    return false;
  };

  /** One press: shown at once, stored before the request; the draft empties in the same step. */
  const press = async (
    kind: Entry['kind'],
    to: Target,
    words: Words,
    sendAt: number | null = null,
  ): Promise<string | null> => {
    const where = workspace();
    const { leaves = words.text, media: all = [], rest = '' } = words;
    const text = leaves.trim();
    // A note leaves the pictures where they are, for the next text.
    const [media, left] = kind === 'note' ? [[], all] : [all, []];
    if (where === null || store.locked.peek()) return null;
    if (text === '' && media.length === 0) return null;
    if (!(await stillOpen(where, to))) return null;
    const shown = store.snapshot.peek();
    // What was written since the press was not meant by it, and what is gone went with another.
    const draft = drafts.of(draftKey(where, to)).peek();
    if (shown === null || draft.text !== words.text || !sameMedia(draft.media, all)) return null;
    const items = shown.timeline.items;
    const entry: Entry = {
      key: pressKey(),
      kind,
      workspace: where,
      to,
      text,
      template: words.template,
      media,
      sendAt,
      ...(kind === 'text' && {
        press: takeProof(store, follow),
        overrides: applying(shown.beside.verdict, draft.overrides),
        typed: words.typed,
        record: shown.ref,
        values: standing(text, draft.values ?? []),
      }),
      seen: newestSeq(items),
      pending: waitingFor(outbox.entries.peek(), to, items).map((one) => one.key),
      pressed: now(),
      state: 'queued',
      tries: 0,
      due: 0,
      problem: null,
      undo: false,
      lease: null,
      unseen: [],
    };
    const values = rest === '' ? undefined : draft.values;
    const emptied = drafts.take(draftKey(where, to), { text: rest, media: left, values });
    store.snapshot.value = { ...(store.snapshot.peek() ?? shown), mark: null };
    outbox.add(entry, emptied).then(go, () => {
      // Nothing was stored, so nothing may be sent: a reload would forget that it was.
      const back = rest === '' ? words.text : text;
      drafts.giveBack(draftKey(where, to), { ...returned(entry), text: back });
      void outbox.drop(entry.key).catch(() => undefined);
      say(t('sidebar.toast.not_stored'), 'stop');
    });
    return entry.key;
  };

  const sent = sentActions({ store, api, drafts, painter, follow, workspace, say });
  const decided = decideActions({ store, outbox, drafts, go });
  const self = {
    ...sent,
    ...decided,
    say,
    /** `at` in ms, for a text that goes later. */
    send: async (to: Target, words: Words, at?: number): Promise<boolean> =>
      (await press('text', to, words, at)) !== null,
    note: async (to: Target, words: Words): Promise<boolean> =>
      (await press('note', to, words)) !== null,
    /** Like `send`; gives the key of what was pressed, so that the next part can wait for it. */
    sendPart: (to: Target, words: Words, at?: number): Promise<string | null> =>
      press('text', to, words, at),

    /** Takes back a text that the server does not have for sure: at once, or with its answer. */
    undoEntry(entry: Entry): void {
      if (entry.state === 'queued' && entry.tries === 0) decided.backToDraft(entry);
      else void outbox.change(entry.key, { undo: true });
    },
    /** Mod+Z with an empty composer: the rep's newest text that can still be taken back. */
    undoNewest(to: Target): boolean {
      const me = store.session.peek()?.member.id;
      const items = store.snapshot.peek()?.timeline.items ?? [];
      const waiting = waitingFor(outbox.entries.peek(), to, items).filter(
        (entry) =>
          entry.kind === 'text' && entry.state !== 'failed' && !isUndecided(entry) && !entry.undo,
      );
      const entry = waiting.at(-1);
      if (entry !== undefined) {
        self.undoEntry(entry);
        return true;
      }
      const held = items.findLast(
        (item): item is MessageItem =>
          item.kind === 'message' &&
          item.state === 'held' &&
          item.send_at == null &&
          item.author?.id === me,
      );
      if (held === undefined) return false;
      void sent.undoMessage(held, to);
      return true;
    },
    async choose(person: string): Promise<void> {
      const ref = store.subject.peek()?.ref;
      if (ref === undefined) return;
      store.choosing.value = false;
      const chosen = painter.pin({ person });
      try {
        if (store.session.peek()?.may_send) await api.choose(ref, person);
      } catch (error) {
        say(error instanceof Problem ? error.message : t('sidebar.toast.choice_not_kept'), 'stop');
      }
      await chosen;
    },
    chooseAgain(): void {
      store.choosing.value = true;
    },
    keepChoice(): void {
      store.choosing.value = false;
    },
    pickPhone: (phone: string) => painter.pin({ phone }),
    pickLine: (line: string) => painter.pin({ line }),
    /** Whether the page still has this person open; says so if it has not. */
    sure(to: Target): Promise<boolean> {
      const where = workspace();
      return where === null ? Promise.resolve(false) : stillOpen(where, to);
    },
    /** A verdict about words is worth nothing once they have changed. */
    wrote(verdict: Verdict): void {
      if (aboutTheWords(verdict)) follow.renew();
    },
    /** Another person is meant here by now, who says who. */
    follow: (person: string) => painter.pin({ person }),
    older: () => painter.older(),
    retry: () => painter.refresh(),

    async signIn(): Promise<void> {
      const outcome = await parts.signIn().catch(() => null);
      if (outcome?.session) return;
      // The worker names a sentence without parameters.
      say(
        t((outcome?.problem ?? 'sidebar.toast.not_signed_in') as 'sidebar.toast.not_signed_in'),
        'stop',
      );
    },
    options: () => void parts.options().catch(() => undefined),
    panel: () => parts.openPanel().catch(() => say(t('sidebar.toast.no_panel'), 'stop')),
    inPanel: page.panel,
    close: () => page.tell('close', {}),
    blur: () => page.tell('blur', {}),
  };
  return self;
}
