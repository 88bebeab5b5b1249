/**
 * What is being filled in, by phone and form: kept while the sidebar lives, so that closing the
 * panel, or another record, costs no word. A press has a key that stays through its retries and
 * changes with what is sent: one entry in the ledger, whatever fails in between.
 */
import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { plainObject } from '../../shape';
import { t } from '../../words';
import { Problem, Unreachable } from '../api';
import { useDesk } from '../desk';
import { pressKey } from '../outbox';
import type { EvidenceRef } from '../wire';
import { add, type Wishes } from './ledger';

export interface Filled {
  method: 'verbal' | 'paper';
  scope: 'informational' | 'marketing';
  channel: string;
  words: string;
  /** As a field for date and time has it, in the rep's own zone; empty for now. */
  when: string;
  note: string;
  files: readonly EvidenceRef[];
}

const BLANK: Filled = {
  method: 'verbal',
  scope: 'informational',
  channel: '',
  words: '',
  when: '',
  note: '',
  files: [],
};

const filled = new Map<string, Signal<Filled>>();

export function formOf(form: keyof Wishes, phone: string): Signal<Filled> {
  const key = `${form} ${phone}`;
  const known = filled.get(key) ?? signal(BLANK);
  filled.set(key, known);
  return known;
}

/** The instant of a field for date and time; null for now, undefined for what is no time. */
export function momentOf(field: string): string | null | undefined {
  if (field === '') return null;
  const at = new Date(field);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Refusals that are about one field, by the names of fields in the contracts. */
const ABOUT: Record<string, readonly string[]> = {
  paper_needs_evidence: ['evidence'],
  evidence_taken: ['evidence'],
  verbal_never_written: ['scope'],
  obtained_in_future: ['obtained_at', 'told_at'],
};

/** What the server says of single fields, by their names. */
export function fieldErrors(problem: Problem): Record<string, string> {
  const named = ABOUT[problem.code];
  if (named !== undefined) return Object.fromEntries(named.map((name) => [name, problem.message]));
  const { errors } = problem.more;
  if (!Array.isArray(errors)) return {};
  const said = errors.filter(plainObject).map(({ field, message }) => {
    const name = String(field).replace(/^body\./, '');
    return [name.split('.')[0] ?? name, String(message)];
  });
  return Object.fromEntries(said);
}

export interface Saving<W> {
  busy: boolean;
  /** What went wrong, in a sentence; empty while nothing did. */
  trouble: string;
  /** The same by field. */
  errors: Readonly<Record<string, string>>;
  send(wish: W): Promise<boolean>;
}

/** One press at a time, and what became of it. */
export function useSaving<W>(save: (wish: W) => Promise<unknown>): Saving<W> {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const acting = useRef(false);
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
    },
    [],
  );

  const failed = (error: unknown): void => {
    if (gone.current) return;
    const said = error instanceof Problem;
    setErrors(said ? fieldErrors(error) : {});
    const words = said ? error.message : '';
    setTrouble(
      words ||
        t(error instanceof Unreachable ? 'sidebar.consent.no_answer' : 'sidebar.error.detail'),
    );
  };
  const send = async (wish: W): Promise<boolean> => {
    if (acting.current) return false;
    acting.current = true;
    setBusy(true);
    setTrouble('');
    setErrors({});
    try {
      await save(wish);
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      acting.current = false;
      if (!gone.current) setBusy(false);
    }
  };
  return { busy, trouble, errors, send };
}

const keys = new Map<string, string>();

/** A key for exactly these words: pressed again, it is the same entry. */
function keyFor(words: string): string {
  const key = keys.get(words) ?? pressKey();
  keys.set(words, key);
  return key;
}

/**
 * What is said of a number, whoever has it: an answer may be lost that made somebody new known, and
 * the second press names them by their id.
 */
const saidIn = (wish: object): string =>
  JSON.stringify(wish, (name, value) =>
    name === 'person' || name === 'new_person' ? undefined : value,
  );

export function useSubmit<K extends keyof Wishes>(kind: K): Saving<Omit<Wishes[K], 'client_key'>> {
  const { api } = useDesk();
  return useSaving(async (wish: Omit<Wishes[K], 'client_key'>) => {
    const words = kind + saidIn(wish);
    await add(api, kind, { ...wish, client_key: keyFor(words) } as Wishes[K]);
    keys.delete(words);
  });
}
