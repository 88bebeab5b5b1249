/** One phone's ledger as pages, newest first; loaded anew whenever its consent has changed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, Unreachable } from '../api';
import { useDesk } from '../desk';
import type { ConsentCard, ConsentLine } from '../wire';
import { history } from './ledger';

export interface Pages {
  card: ConsentCard;
  items: readonly ConsentLine[];
  older: string | null;
}

/** unreachable: nothing is known about why · a sentence: the server's refusal */
export type Trouble = { unreachable: true } | { unreachable: false; words: string };

export interface Ledger {
  pages: Pages | null;
  trouble: Trouble | null;
  busy: boolean;
  again(): void;
  more(): void;
}

const troubleOf = (error: unknown): Trouble =>
  error instanceof Unreachable || !(error instanceof Problem)
    ? { unreachable: true }
    : { unreachable: false, words: error.message };

/** `changed`: anything that differs once there is more to tell. */
export function useLedger(phone: string, person: string | null, changed: string): Ledger {
  const { api } = useDesk();
  const [pages, setPages] = useState<Pages | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const work = useRef<AbortController | null>(null);

  const load = (before: string | null, known: readonly ConsentLine[]): void => {
    work.current?.abort();
    const mine = new AbortController();
    work.current = mine;
    setBusy(true);
    void history(api, { phone, person, before }, mine.signal)
      .then(
        ({ card, items, next_cursor }) => {
          if (mine.signal.aborted) return;
          const ids = new Set(known.map(({ id }) => id));
          const fresh = items.filter(({ id }) => !ids.has(id));
          setPages({ card, items: [...known, ...fresh], older: next_cursor });
          setTrouble(null);
        },
        (error) => !mine.signal.aborted && setTrouble(troubleOf(error)),
      )
      .finally(() => !mine.signal.aborted && setBusy(false));
  };
  const again = (): void => load(null, []);
  const more = (): void => {
    if (!busy && pages?.older) load(pages.older, pages.items);
  };
  useEffect(() => {
    again();
    return () => work.current?.abort();
  }, [phone, person, changed]);
  return { pages, trouble, busy, again, more };
}
