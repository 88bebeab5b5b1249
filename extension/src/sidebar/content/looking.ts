/**
 * When a draft is checked: after the first pause of typing, never in the way of a key or of paint,
 * and once more at the press. The checks themselves come as a part of their own.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { later } from '../../context';
import type { Cheaper } from '../format/cheaper';
import type { Checked, Conversation } from './checking';

export const PAUSE_MS = 250;

type Checks = typeof import('./checking');

let checks: Checks | null = null;

/** Null where they can't be had, as after an update of the extension: the server checks as well. */
async function had(): Promise<Checks | null> {
  checks ??= await import('./checking').catch(() => null);
  return checks;
}

export interface Looking {
  /** The last one; of an earlier state of the draft while it is being typed. */
  readonly checked: Checked | null;
  /** Looks at once, as far as the checks are there. */
  now(text: string): Checked | null;
  /** Looks before a press goes, whatever it takes to have the checks. */
  sure(text: string): Promise<Checked | null>;
  /** The first text with its name and opt-out line, of any words. */
  withLacking(text: string): string;
  /** The same words in fewer texts, if plain characters make the difference; else null. */
  cheaper(text: string): Promise<Cheaper | null>;
  /** The rep says that this finding is something else. */
  doubt(code: string): void;
}

/** `on`: null where nothing is checked, as for a note. */
export function useLooking(text: string, on: Conversation | null): Looking {
  const [seen, setSeen] = useState<Checked | null>(null);
  const [doubted, setDoubted] = useState<readonly string[]>([]);
  const latest = useRef({ on, doubted });
  latest.current = { on, doubted };

  const look = (words: string, using: Checks | null): Checked | null => {
    const { on, doubted } = latest.current;
    const made = on === null ? null : (using?.checked(words, on, doubted) ?? null);
    setSeen(made);
    return made;
  };
  const given = on === null ? '' : JSON.stringify(on);
  useEffect(() => {
    if (on === null || text === '') {
      setSeen(null);
      if (text === '') setDoubted((all) => (all.length === 0 ? all : []));
      return;
    }
    const life = new AbortController();
    const wanted = () => void had().then((all) => !life.signal.aborted && look(text, all));
    later(wanted, PAUSE_MS, life.signal);
    return () => life.abort();
  }, [text, given, doubted]);

  return {
    checked: on === null || text === '' ? null : seen,
    now: (words) => look(words, checks),
    sure: async (words) => look(words, await had()),
    withLacking: (words) => (on === null ? words : (checks?.withLacking(words, on) ?? words)),
    cheaper: async (words) => (await had())?.cheaper(words) ?? null,
    doubt: (code) => setDoubted((all) => [...all, code]),
  };
}

/** Why a text is not to be sent as it is. What the server refused may be tried again. */
export const blocked = (checked: Checked | null): string | undefined =>
  checked?.advice.find(({ level, by }) => level === 'block' && by === 'here')?.title;
