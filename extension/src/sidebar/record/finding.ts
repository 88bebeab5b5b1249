/**
 * Whom a rep means by what they type. People known here are shown as soon as they are found; those of
 * the linked CRMs join them when they come. An answer to what is no longer typed is dropped.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { later } from '../../context';
import { Problem } from '../api';
import { useDesk } from '../desk';
import type { FoundPeople, FoundPerson } from '../wire';
import { searchPeople, searchPeopleInCrms } from './linking';

/** Between two keys of somebody who types on. */
export const TYPED_MS = 120;
/** A CRM takes few searches: only once they pause. */
export const PAUSED_MS = 400;

export interface Finding {
  items: FoundPerson[];
  more: boolean;
  /** Whether people known here, and those of CRMs, are still being looked for. */
  looking: boolean;
  asking: boolean;
  /** CRMs that have not answered. */
  silent: string[];
  /** Why nobody could be looked for here: a refusal in words, or that there was no answer. */
  trouble: { words: string } | null;
  again(): void;
}

interface Answer {
  said: string;
  found: FoundPeople | null;
  trouble: { words: string } | null;
}

const NOBODY: FoundPeople = { items: [], more: false, silent: [] };

/** People known here first; a CRM's record of one of them is no second choice. */
function joined(own: FoundPeople, crm: FoundPeople): FoundPerson[] {
  const here = new Set(own.items.map(({ person }) => person));
  return [...own.items, ...crm.items.filter(({ person }) => person === null || !here.has(person))];
}

export function useFinding(typed: string): Finding {
  const { api, store } = useDesk();
  const said = typed.trim();
  const online = store.online.value;
  const [turn, setTurn] = useState(0);
  const [own, setOwn] = useState<Answer | null>(null);
  const [crm, setCrm] = useState<Answer | null>(null);
  /** The one question to CRMs that is on its way: whoever types on waits for it, and asks once. */
  const underWay = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    setOwn(null);
    setCrm(null);
    if (said === '' || !online) return;
    const life = new AbortController();
    const { signal } = life;
    const lookHere = async (): Promise<void> => {
      const answer = await searchPeople(api, said, signal).then(
        (found) => ({ said, found, trouble: null }),
        (error: unknown) => ({
          said,
          found: null,
          trouble: { words: error instanceof Problem ? error.message : '' },
        }),
      );
      if (!signal.aborted) setOwn(answer);
    };
    const askCrms = async (): Promise<void> => {
      await underWay.current;
      if (signal.aborted) return;
      const asked = searchPeopleInCrms(api, said).catch(() => null);
      underWay.current = asked;
      const found = await asked;
      if (!signal.aborted) setCrm({ said, found, trouble: null });
    };
    later(() => void lookHere(), TYPED_MS, signal);
    later(() => void askCrms(), PAUSED_MS, signal);
    return () => life.abort();
  }, [said, online, turn, api]);

  // What was answered to other words is gone before the effect runs.
  const here = own?.said === said ? own : null;
  const there = crm?.said === said ? crm : null;
  const found = here?.found ?? NOBODY;
  const more = there?.found ?? NOBODY;
  return {
    items: joined(found, more),
    more: found.more || more.more,
    looking: said !== '' && online && here === null,
    asking: said !== '' && online && there === null,
    silent: more.silent ?? [],
    trouble: here?.trouble ?? null,
    again: () => setTurn((before) => before + 1),
  };
}
