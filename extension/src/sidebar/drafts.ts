/**
 * Unsent words, one draft per workspace, person and phone. Written through to storage 300 ms after
 * the last key and whenever the document may go away, so that no navigation, reload or update of
 * the extension costs a word. Knows nothing of what is on screen.
 */
import { type Signal, signal } from '@preact/signals';
import { later } from '../context';
import { oneOf, orNull, shape, text, whole } from '../shape';
import { PREFIX, shelf } from './shelf';
import type { TemplateUse } from './wire';

export interface Draft {
  text: string;
  /** Kept with the words, so that a note never comes back as a text. */
  mode: 'text' | 'note';
  /** The approved wording it began with. */
  template: TemplateUse | null;
  /** When it was last written, in ms. */
  at: number;
}

export const EMPTY: Draft = { text: '', mode: 'text', template: null, at: 0 };
export const DRAFT_MS = 300;
const KEEP_MS = 7 * 24 * 3600 * 1000;

const isDraft = shape<Draft>({
  text: text(20_000),
  mode: oneOf(['text', 'note']),
  template: orNull(shape<TemplateUse>({ id: text(64), version: whole(1) })),
  at: whole(),
});

export interface DraftBook {
  /** Reads what earlier documents left; drafts older than a week go. */
  load(): Promise<void>;
  of(key: string): Signal<Draft>;
  /** Whether anything unsent is there. */
  any(): boolean;
  write(key: string, change: Partial<Omit<Draft, 'at'>>): void;
  /** Empties a draft on screen and gives what to store together with the text's outbox entry. */
  take(key: string): Record<string, unknown>;
  /** Puts words back, in front of what was written since. */
  giveBack(key: string, words: string, template: TemplateUse | null, mode?: Draft['mode']): void;
  /** Stores at once what waits. */
  flush(): Promise<void>;
}

const newShelf = () => shelf('local', PREFIX.draft, 1, isDraft);

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
    if (draft.text === '' && draft.mode === 'text') await kept.drop(key);
    else await kept.put(key, draft);
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
    of(key).value = draft ?? EMPTY;
  }, life);

  return {
    of,
    any: () => [...open.values()].some((draft) => draft.value.text !== ''),
    write,
    async load() {
      const stale: string[] = [];
      for (const [key, draft] of await kept.all()) {
        if (draft.text === '' || now() - draft.at > KEEP_MS) stale.push(key);
        else if (!unsaved.has(key) && of(key).peek().at < draft.at) of(key).value = draft;
      }
      if (stale.length > 0) await kept.drop(...stale);
    },
    take(key) {
      unsaved.get(key)?.();
      unsaved.delete(key);
      const emptied = { ...EMPTY, at: now() };
      of(key).value = emptied;
      return kept.entry(key, emptied);
    },
    giveBack(key, words, template, mode = 'text') {
      const since = of(key).peek().text;
      const whole = since === '' || since === words ? words : `${words}\n${since}`;
      write(key, { text: whole, template: since === '' ? template : null, mode });
      void save(key);
    },
    async flush() {
      await Promise.all([...unsaved.keys()].map(save));
    },
  };
}
