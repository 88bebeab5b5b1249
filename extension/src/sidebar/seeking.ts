/** The search for a template, which a slash in an empty message opens. */
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useDesk } from './desk';
import { joined } from './record/values';
import type { Beside, Template } from './wire';

export interface Seeking {
  /** The start of the search, or null while it is closed. */
  query: string | null;
  seek(query: string): void;
  leave(query: string): void;
  /** Opens an empty search, or closes it. */
  toggle(): void;
  insert(chosen: Template, words: string): void;
  /** What was typed: a slash that begins a search, or words. */
  typed(words: string): void;
}

interface Given {
  /** Of the draft. */
  draft: string;
  beside: Beside;
  field: RefObject<HTMLTextAreaElement>;
  write(words: string): void;
}

export function useSeeking({ draft, beside, field, write }: Given): Seeking {
  const { drafts, catalog, store } = useDesk();
  const [query, setQuery] = useState<string | null>(null);
  /** The rep wants the "/" itself. */
  const literal = useRef(false);

  const seek = (words: string): void => {
    catalog.want(beside.templates_version);
    setQuery(words);
  };
  const focus = (): void => field.current?.focus({ preventScroll: true });
  return {
    query,
    seek,
    toggle: () => (query === null ? seek('') : setQuery(null)),
    leave(words) {
      setQuery(null);
      if (words !== '' && drafts.of(draft).peek().text === '') {
        literal.current = true;
        write(`/${words}`);
      }
      focus();
    },
    insert(chosen, words) {
      const before = drafts.of(draft).peek();
      const gap = /\s$/.test(before.text) || before.text === '' ? '' : ' ';
      const use = { id: chosen.id, version: chosen.version };
      drafts.write(draft, {
        text: before.text + gap + words,
        template: before.text === '' ? use : before.template,
      });
      void import('./record/filled').then(({ valuesIn }) => {
        const values = joined(before.values ?? [], valuesIn(chosen.body, beside));
        drafts.write(draft, { values });
      });
      setQuery(null);
      store.focus.value += 1;
    },
    typed(words) {
      if (!words.startsWith('/')) literal.current = false;
      // The search is on its way here: what is typed meanwhile belongs to it.
      if (query !== null) {
        setQuery((before) => (before ?? '') + words);
        write('');
        return;
      }
      const note = drafts.of(draft).peek().mode === 'note';
      if (words.startsWith('/') && !literal.current && !note) {
        write('');
        seek(words.slice(1));
      } else write(words);
    },
  };
}
