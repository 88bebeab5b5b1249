/** The library as a rep looks for something in it: asked as it is typed, the last question wins. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../words';
import { type Api, Problem, SignedOut } from '../api';
import type { Library, LibraryItem } from '../wire';

/** Between two keys of a word. */
export const PAUSE_MS = 200;

export interface Found {
  /** What was sent lately, before all else; only where nothing is typed. */
  recent: readonly LibraryItem[];
  items: readonly LibraryItem[];
  /** There is more than is shown. */
  more: boolean;
}

export type Answer =
  | { state: 'loading'; found: Found }
  | { state: 'here'; found: Found }
  | { state: 'failed'; found: Found; words: string };

const NOTHING: Found = { recent: [], items: [], more: false };

export function wordsOf(error: unknown): string {
  if (error instanceof SignedOut) return t('sidebar.media.signed_out');
  return (error instanceof Problem && error.message) || t('sidebar.library.unreachable');
}

export function foundIn({ recent, items, next_cursor }: Library): Found {
  const lately = new Set(recent.map(({ id }) => id));
  return { recent, items: items.filter(({ id }) => !lately.has(id)), more: next_cursor !== null };
}

/** What is there before the answer to the newest question stays until then. */
export function useLibrary(api: Pick<Api, 'json'>, search: string): Answer {
  const [answer, setAnswer] = useState<Answer>({ state: 'loading', found: NOTHING });
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      setAnswer(({ found }) => ({ state: 'loading', found }));
      try {
        const library = await api.json<Library>('GET', '/library', {
          query: { search },
          signal: stop.signal,
        });
        if (!stop.signal.aborted) setAnswer({ state: 'here', found: foundIn(library) });
      } catch (error) {
        if (!stop.signal.aborted) {
          setAnswer({ state: 'failed', found: NOTHING, words: wordsOf(error) });
        }
      }
    };
    const timer = setTimeout(ask, search === '' ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [api, search]);
  return answer;
}
