/** The way from a click to a press: guards against double clicks and covered buttons. */
import { useRef, useState } from 'preact/hooks';
import type { Guard } from './seen';

export interface Press {
  /** The browser could not prove that the button is visible: one more click is wanted. */
  asked: boolean;
  /** By the keyboard: nothing on the page can make the rep type into our frame. */
  byKey(): void;
  byClick(): void;
  forget(): void;
}

/** `act` reads what is to be sent at the time it is called, and does nothing a second time. */
export function usePress(guard: Guard, act: () => void): Press {
  const [asked, setAsked] = useState(false);
  const looking = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  const go = (): void => {
    setAsked(false);
    latest.current();
  };
  const decide = (clear: boolean): void => {
    if (clear || asked) go();
    else setAsked(true);
  };
  return {
    asked,
    byKey: go,
    byClick() {
      if (looking.current) return;
      const known = guard.known();
      if (known !== null) return decide(known === 'clear');
      looking.current = true;
      void guard.first().then((sight) => {
        looking.current = false;
        decide(sight === 'clear');
      });
    },
    forget: () => setAsked(false),
  };
}
