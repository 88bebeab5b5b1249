/** What the composer knows of its draft beside the words, and what a rep does about it. */
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Draft } from '../drafts';
import type { Target } from '../target';
import type { Beside, Composing } from '../wire';
import type { Conversation, Lacking, Part } from './checking';
import { ownTexts, useWording } from './earlier';
import type { Span } from './hint';
import { blocked, useLooking } from './looking';
import { typed } from './mend';

/** A text carries the opt-out line anew when the last one is older (rules/content/identity.py). */
const OPT_OUT_LINE_DAYS = 30;
const ANY_LENGTH = { warn_segments: 1000, max_segments: 1000 };

interface Given {
  beside: Beside;
  draft: Draft;
  /** Of the draft. */
  key: string;
  /** It is being cut into several: then it may be long. */
  cut: boolean;
  /** A note is for colleagues, and where nothing can be sent nothing is checked. */
  off: boolean;
  field: RefObject<HTMLTextAreaElement>;
  write(words: string): void;
}

/** What a first text lacks for sure while it has no words. */
function allLacking(composing: Composing | undefined): Lacking | null {
  if (composing === undefined) return null;
  const { first_to_number, days_since_opt_out_line, brand, opt_out_line } = composing;
  if (!first_to_number && (days_since_opt_out_line ?? 0) <= OPT_OUT_LINE_DAYS) return null;
  return { name: brand.trim() || null, line: opt_out_line };
}

/** Nearly always; then no character costs more than others. */
export const isPlain = (text: string): boolean => /^[\n -~]*$/.test(text);

export type Checking = ReturnType<typeof useChecking>;

export function useChecking({ beside, draft, key, cut, off, field, write }: Given) {
  const { store, drafts, actions } = useDesk();
  const { text, template } = draft;
  const { state, reasons } = beside.verdict;
  const wording = useWording(beside, template);
  const on: Conversation | null = off
    ? null
    : {
        composing: { ...beside.composing, ...(cut && ANY_LENGTH) },
        template: wording,
        previous: ownTexts(store.snapshot.value?.timeline.items ?? [], beside.thread.phone),
        verdict: { state, reasons: state === 'stop' ? reasons : [] },
        passed: (draft.overrides ?? []).map(({ code }) => code),
      };
  const looking = useLooking(text, on);
  /** What was done to the words, for who can't see it. */
  const [done, setDone] = useState({ text: '', says: '' });
  const before = useRef<{ was: string; is: string } | null>(null);
  const { checked } = looking;
  const lacking = off ? null : checked === null ? allLacking(beside.composing) : checked.lacking;

  const put = (words: string, says: string): void => {
    const was = text;
    before.current = null;
    if (field.current === null || !typed(field.current, words)) {
      write(words);
      before.current = { was, is: words };
      field.current?.focus({ preventScroll: true });
    }
    setDone({ text: words, says });
  };

  const self = {
    checked,
    lacking,
    first: beside.composing?.first_to_number === true,
    /** The words as they leave. */
    leaves: lacking === null || text === '' ? text : looking.withLacking(text),
    /** A long text as several, the first with what it lacks. */
    cut(): Part[] | null {
      const [start, ...rest] = checked?.parts ?? [];
      return start === undefined ? null : [{ ...start, text: self.opening(start.text) }, ...rest];
    },
    opening: (words: string) => (lacking === null ? words : looking.withLacking(words)),
    /** Why Send can't be pressed. */
    stopped: blocked(checked) ?? null,
    said: done.text === text && done.says !== '' ? done.says : (checked?.said ?? ''),
    /** How much of it was written before; of parts nobody asks. */
    likeness: cut ? null : (checked?.likeness ?? null),
    /** Where the words end, for one's own. */
    personal(): void {
      if (!/\s$/.test(text)) put(`${text} `, '');
      field.current?.focus({ preventScroll: true });
      field.current?.setSelectionRange(text.length + 1, text.length + 1);
    },
    doubt: looking.doubt,
    mend(code: string): void {
      // The words may have changed since they were looked at.
      const fix = looking.now(text)?.advice.find((one) => one.code === code)?.fix;
      if (fix != null) put(fix, t('sidebar.hints.fixed'));
    },
    /** Plain characters instead of those that make it cost more. */
    smart(): boolean {
      if (isPlain(text)) return false;
      void looking.cheaper(text).then((plain) => {
        if (plain === null || drafts.of(key).peek().text !== text) return;
        put(plain.text, t('sidebar.hints.fixed'));
        drafts.write(key, { typed: draft.typed ?? text });
      });
      return true;
    },
    show([start, end]: Span): void {
      field.current?.focus({ preventScroll: true });
      field.current?.setSelectionRange(start, end);
    },
    /** What was mended, in a field that keeps no way back of its own; of no words the last text. */
    undo(to: Target, empty: boolean): boolean {
      if (empty) return actions.undoNewest(to);
      const last = before.current;
      before.current = null;
      if (last?.is !== text) return false;
      write(last.was);
      return true;
    },
    /** What is to leave, or null where it must not, which is said. */
    async clear(): Promise<string | null> {
      const sure = await looking.sure(text);
      const why = blocked(sure);
      if (why !== undefined) {
        actions.say(t('sidebar.hints.not_sent', { why }), 'stop');
        return null;
      }
      if (sure?.lacking && lacking === null) {
        // It has to be seen before it goes.
        actions.say(t('sidebar.first.look'), 'plain');
        return null;
      }
      // A picture needs no words, but the first one a name.
      if (text.trim() === '') return lacking === null ? text : looking.withLacking('');
      return sure?.whole ?? text;
    },
    /** One press. `settled`: waits until what goes with it is uploaded. */
    async send(
      to: Target,
      at: number | undefined,
      settled: () => Promise<boolean>,
    ): Promise<boolean> {
      const leaves = (await settled()) ? await self.clear() : null;
      if (leaves === null) return false;
      return actions.send(to, { ...drafts.of(key).peek(), text, leaves }, at);
    },
  };
  return self;
}
