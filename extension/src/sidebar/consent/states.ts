/** States, provinces and their clocks, as the server knows them; asked for once. */
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../api';
import { useDesk } from '../desk';
import type { State } from '../wire';
import { states } from './ledger';

/** undefined: on their way · null: they could not be had */
export type Known = readonly State[] | null | undefined;

let known: readonly State[] | undefined;

async function ask(
  api: Pick<Api, 'json' | 'bytes'>,
  signal: AbortSignal,
): Promise<readonly State[]> {
  known = (await states(api, signal)).items;
  return known;
}

export function useStates(): { list: Known; again(): void } {
  const { api } = useDesk();
  const [list, setList] = useState<Known>(known);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (known !== undefined) return;
    const life = new AbortController();
    setList(undefined);
    ask(api, life.signal).then(setList, () => !life.signal.aborted && setList(null));
    return () => life.abort();
  }, [turn]);
  return { list, again: () => setTurn((n) => n + 1) };
}

/** Every time zone that this browser knows, for those outside of North America. */
export function zonesElsewhere(): readonly string[] {
  return Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
}

/** A zone as people read it: `Asia/Ho_Chi_Minh` is `Asia, Ho Chi Minh`. */
export const zoneWords = (zone: string): string => zone.replaceAll('_', ' ').split('/').join(', ');
