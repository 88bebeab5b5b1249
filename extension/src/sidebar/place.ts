/** Where an own text stands that has to wait, in words; asked only while it waits in sight. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { later } from '../context';
import { useDesk } from './desk';
import { useNear } from './media/sight';
import type { MessageItem } from './wire';

/** Most texts leave sooner: then nobody has to know. */
export const WAITS_MS = 3000;
export const AGAIN_MS = 5000;

/** Null while there is nothing to say. `mine`: of the member who looks. */
export function usePlace(item: MessageItem, row: RefObject<Element>, mine: boolean): string | null {
  const { actions } = useDesk();
  const waits = mine && item.state === 'queued';
  const inSight = useNear(row, 0, waits);
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    if (!waits) setWords(null);
    if (!waits || !inSight) return;
    const life = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.visibilityState === 'visible') {
        const place = await actions.place(item);
        if (life.signal.aborted) return;
        if (place !== null) setWords(place);
      }
      later(() => void ask(), AGAIN_MS, life.signal);
    };
    later(() => void ask(), WAITS_MS, life.signal);
    return () => life.abort();
  }, [item.id, waits, inSight, actions]);
  return waits ? words : null;
}
