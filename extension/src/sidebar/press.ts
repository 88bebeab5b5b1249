/** The way from a click to a press: guards against double clicks and covered buttons. */
import { useRef, useState } from 'preact/hooks';
import type { Guard } from './seen';

export interface Press {
  /** The browser could not prove that the button is visible: one more click is wanted. */
  asked: boolean;
  /** The press is being looked into; the words must not change meanwhile. */
  pending: boolean;
  /** By the keyboard: nothing on the page can make the rep type into our frame. `at`: later. */
  byKey(at?: number): void;
  byClick(at?: number): void;
  forget(): void;
}

/** `act` reads what is to be sent at the time it is called; a press while it runs is none. */
export function usePress(guard: Guard, act: (at?: number) => Promise<void>): Press {
  const [asked, setAsked] = useState(false);
  const [pending, setPending] = useState(false);
  const acting = useRef(false);
  const looking = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  const go = (at?: number): void => {
    setAsked(false);
    if (acting.current) return;
    acting.current = true;
    setPending(true);
    void latest.current(at).finally(() => {
      acting.current = false;
      setPending(false);
    });
  };
  const decide = (clear: boolean, at?: number): void => {
    if (clear || asked) go(at);
    else setAsked(true);
  };
  return {
    asked,
    pending,
    byKey: go,
    byClick(at) {
      if (looking.current) return;
      const known = guard.known();
      if (known !== null) return decide(known === 'clear', at);
      looking.current = true;
      void guard.first().then((sight) => {
        looking.current = false;
        decide(sight === 'clear', at);
      });
    },
    forget: () => setAsked(false),
  };
}
