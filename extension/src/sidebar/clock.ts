/** The time as signals: a minute that ticks, and seconds only while something counts down. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { later } from '../context';

export interface Clock {
  /** Milliseconds since the epoch, renewed at every full minute. */
  readonly minute: ReadonlySignal<number>;
  now(): number;
}

export function ticking(life: AbortSignal, now: () => number = () => Date.now()): Clock {
  const minute = signal(now());
  const tick = (): void => {
    minute.value = now();
    later(tick, 60_000 - (now() % 60_000) + 5, life);
  };
  tick();
  return { minute, now };
}
