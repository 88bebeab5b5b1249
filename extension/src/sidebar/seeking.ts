/** The search for a template, which a slash in an empty message opens. */
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useDesk } from './desk';
import type { Beside } from './wire';

export interface Seeking {
  /** The start of the search, or null while it is closed. */
  query: string | null;
  seek(query: string): void;
  /** Closed without a choice; `query` is what was typed. */
  leave(query: string): void;
  /** One was chosen. */
  close(): void;
  /** Opens an empty search, or closes it. */
  toggle(): void;
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
  const { drafts, catalog } = useDesk();
  const [query, setQuery] = useState<string | null>(null);
  /** The rep wants the "/" itself. */
  const literal = useRef(false);

  const seek = (words: string): void => {
    catalog.want(beside.templates_version);
    setQuery(words);
  };
  const close = (): void => setQuery(null);
  return {
    query,
    seek,
    close,
    toggle: () => (query === null ? seek('') : close()),
    leave(words) {
      close();
      if (words !== '' && drafts.of(draft).peek().text === '') {
        literal.current = true;
        write(`/${words}`);
      }
      field.current?.focus({ preventScroll: true });
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
