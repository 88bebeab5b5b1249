/** Who has a number in the linked CRMs: asked once the rep stays, given up when they leave. */
import { useEffect, useState } from 'preact/hooks';
import { later } from '../../context';
import { useDesk } from '../desk';
import type { FoundRecords } from '../wire';
import { search } from './linking';
import { SETTLE_MS } from './reread';

const UNANSWERED: FoundRecords = { items: [], complete: false, not_customer: false, create: [] };

/** Null until it is known. `again` looks once more. */
export function useFound(phone: string | null): { found: FoundRecords | null; again(): void } {
  const { api } = useDesk();
  const [found, setFound] = useState<FoundRecords | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setFound(null);
    if (phone === null) return;
    const life = new AbortController();
    const { signal } = life;
    const look = async (): Promise<void> => {
      const answer = await search(api, phone, signal).catch(() => UNANSWERED);
      if (!signal.aborted) setFound(answer);
    };
    later(() => void look(), SETTLE_MS, signal);
    return () => life.abort();
  }, [phone, turn, api]);
  return { found, again: () => setTurn((before) => before + 1) };
}
