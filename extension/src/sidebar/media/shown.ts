/** A picture of the gallery for as long as a component wants it. */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk';
import type { Held, Part, Shown } from './gallery';
import type { Rendered } from './kinds';

const NOTHING = signal<Shown>({ state: 'loading' });

export function useShown(id: string, part: Part, as: Rendered, wanted = true): Shown {
  const { gallery } = useDesk();
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const now = gallery.hold(id, part, as);
    setHeld(now);
    return () => {
      setHeld(null);
      now.release();
    };
  }, [gallery, id, part, as, wanted]);
  return (held?.shown ?? NOTHING).value;
}
