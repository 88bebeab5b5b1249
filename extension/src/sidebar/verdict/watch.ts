/**
 * Asks again where time alone changes a verdict: what it waits for has come, or its proof of an
 * open composer, good for ten minutes (threads/gesture.py), gets old.
 */
import { effect } from '@preact/signals';
import type { Clock } from '../clock';
import type { Store } from '../store';
import type { Verdict } from '../wire';

/** A minute is the grain of the clock, and the rep has to finish writing. */
const OLD_MS = 6 * 60_000;

export function watchVerdict(
  store: Store,
  clock: Pick<Clock, 'minute'>,
  ask: () => void,
  life: AbortSignal,
  screen: Pick<Document, 'visibilityState'> = document,
): void {
  let known: { verdict: Verdict; since: number } | null = null;
  const stop = effect(() => {
    // The clock alone: a verdict that brings the same hour again must not ask at once again.
    const now = clock.minute.value;
    const shown = store.snapshot.peek();
    if (shown === null || shown.cached || screen.visibilityState !== 'visible') return;
    const { verdict } = shown.beside;
    if (known?.verdict !== verdict) known = { verdict, since: now };
    const come = verdict.until !== null && Date.parse(verdict.until) <= now;
    const old = verdict.press !== null && now - known.since >= OLD_MS;
    if (come || old) ask();
  });
  life.addEventListener('abort', stop);
}
