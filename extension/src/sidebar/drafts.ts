/**
 * Unsent words, one draft per workspace, person and phone. Written through to storage 300 ms after
 * the last key and whenever the document may go away, so that no navigation, reload or update of
 * the extension costs a word. Knows nothing of what is on screen.
 */
import { type Signal, signal } from '@preact/signals';
import { later } from '../context';
import { listOf, oneOf, optional, orNull, shape, text, whole } from '../shape';
import { type Attachment, ids, isAttachments } from './media/attachment';
import { areShown, joined, type ShownValue } from './record/values';
import { PREFIX, shelf } from './shelf';
import type { Override, TemplateUse } from './wire';

export interface Draft {
  text: string;
  /** Kept with the words, so that a note never comes back as a text. */
  mode: 'text' | 'note';
  /** The approved wording it began with. */
  template: TemplateUse | null;
  /** Pictures and files that are with the server already. */
  media: readonly Attachment[];
  /** What the rep goes past with this text, and why. */
  overrides?: readonly Override[] | undefined;
  /** Values of a CRM that templates put into it, as they were then. */
  values?: readonly ShownValue[] | undefined;
  /** As it was typed, where plain characters took the place of others since. */
  typed?: string | undefined;
  /** When it was last written, in ms. */
  at: number;
}

/** What returns to a draft; the rest is as in an empty one. */
export type Returned = Pick<Draft, 'text'> & Partial<Omit<Draft, 'text' | 'at'>>;

export const EMPTY: Draft = { text: '', mode: 'text', template: null, media: [], at: 0 };
export const DRAFT_MS = 300;
const KEEP_MS = 7 * 24 * 3600 * 1000;

/** Drafts of older releases have no media, and few have the rest. */
type Kept = Omit<Draft, 'media' | 'overrides' | 'values' | 'typed'> & {
  media: Attachment[] | undefined;
  values: ShownValue[] | undefined;
  overrides: Override[] | undefined;
  typed: string | undefined;
};

const isKept = shape<Kept>({
  text: text(20_000),
  mode: oneOf(['text', 'note']),
  template: orNull(shape<TemplateUse>({ id: text(64), version: whole(1) })),
  media: isAttachments,
  overrides: optional(listOf(shape<Override>({ code: text(64), reason: text(500) }), 3)),
  values: optional(areShown),
  typed: optional(text(20_000)),
  at: whole(),
});

const draftOf = (kept: Kept): Draft => ({ ...kept, media: kept.media ?? [] });
const keptOf = (draft: Draft): Kept => ({
  ...draft,
  media: [...draft.media],
  overrides: draft.overrides && [...draft.overrides],
  values: draft.values && [...draft.values],
  typed: draft.typed,
});
/** Written on by hand. What is added goes to what was typed; words that change are typed anew. */
export function rewritten({ text, typed }: Draft, words: string): Partial<Draft> {
  const on = typed !== undefined && words.startsWith(text);
  const change = { text: words, typed: on ? typed + words.slice(text.length) : undefined };
  return words === '' ? { ...change, template: null, values: undefined } : change;
}

const isBlank = ({ text, media }: Draft): boolean => text === '' && media.length === 0;

export interface DraftBook {
  /** Reads what earlier documents left; drafts older than a week go. */
  load(): Promise<void>;
  of(key: string): Signal<Draft>;
  /** Whether anything unsent is there. */
  any(): boolean;
  write(key: string, change: Partial<Omit<Draft, 'at'>>): void;
  /**
   * Empties a draft on screen and gives what to store together with the outbox entry. `stays` is
   * what does not go.
   */
  take(
    key: string,
    stays?: Partial<Pick<Draft, 'text' | 'media' | 'values'>>,
  ): Record<string, unknown>;
  /** Puts words and media back, in front of what was added since. */
  giveBack(key: string, back: Returned): void;
  /** Stores at once what waits. */
  flush(): Promise<void>;
}

const newShelf = () => shelf('local', PREFIX.draft, 1, isKept);

export function draftBook(life: AbortSignal, kept = newShelf(), now = () => Date.now()): DraftBook {
  const open = new Map<string, Signal<Draft>>();
  const unsaved = new Map<string, () => void>();

  const of = (key: string): Signal<Draft> => {
    const known = open.get(key);
    if (known !== undefined) return known;
    const made = signal(EMPTY);
    open.set(key, made);
    return made;
  };

  const save = async (key: string): Promise<void> => {
    unsaved.get(key)?.();
    unsaved.delete(key);
    const draft = of(key).peek();
    if (isBlank(draft) && draft.mode === 'text') await kept.drop(key);
    else await kept.put(key, keptOf(draft));
  };

  const write: DraftBook['write'] = (key, change) => {
    const draft = of(key);
    draft.value = { ...draft.peek(), ...change, at: now() };
    unsaved.get(key)?.();
    unsaved.set(
      key,
      later(() => void save(key), DRAFT_MS, life),
    );
  };

  // Another document wrote: follow it, unless this one is being typed in.
  kept.watch((key, draft) => {
    const mine = of(key).peek();
    if (unsaved.has(key) || (draft?.at ?? Number.POSITIVE_INFINITY) <= mine.at) return;
    of(key).value = draft === null ? EMPTY : draftOf(draft);
  }, life);

  return {
    of,
    any: () => [...open.values()].some((draft) => !isBlank(draft.value)),
    write,
    async load() {
      const stale: string[] = [];
      for (const [key, stored] of await kept.all()) {
        const draft = draftOf(stored);
        if (isBlank(draft) || now() - draft.at > KEEP_MS) stale.push(key);
        else if (!unsaved.has(key) && of(key).peek().at < draft.at) of(key).value = draft;
      }
      if (stale.length > 0) await kept.drop(...stale);
    },
    take(key, stays = {}) {
      unsaved.get(key)?.();
      unsaved.delete(key);
      const emptied = { ...EMPTY, ...stays, at: now() };
      of(key).value = emptied;
      return kept.entry(key, keptOf(emptied));
    },
    giveBack(key, back) {
      const { text: words, template = null, mode = 'text', media = [], overrides = [] } = back;
      const since = of(key).peek();
      const apart = since.text !== '' && since.text !== words;
      const theirs = ids(media);
      write(key, {
        text: apart ? [words, since.text].filter(Boolean).join('\n') : words,
        template: since.text === '' ? template : null,
        mode,
        media: [...media, ...since.media.filter(({ id }) => !theirs.includes(id))],
        overrides: since.overrides?.length ? since.overrides : overrides,
        values: joined(back.values ?? [], since.values ?? []),
        typed: apart ? undefined : back.typed,
      });
      void save(key);
    },
    async flush() {
      await Promise.all([...unsaved.keys()].map(save));
    },
  };
}
