/** Questions come in bursts, from the page and from the stream: so often, and not more. */

/** What appears together is asked for together. */
const GATHER_MS = 120;

export interface Pace {
  /** Run soon, `gap` ms after the last run at the earliest. */
  soon(gap: number): void;
  stop(): void;
}

export function makePace(run: () => void, now: () => number = Date.now): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const stop = (): void => {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
  };

  return {
    stop,
    soon(gap) {
      const at = Math.max(now() + GATHER_MS, last + gap);
      if (at >= due) return;
      stop();
      due = at;
      timer = setTimeout(() => {
        due = Number.POSITIVE_INFINITY;
        last = now();
        run();
      }, at - now());
    },
  };
}
