/**
 * Is the Send button provably on screen? A hostile page can put something over our frame, or make
 * it transparent, and lead a click onto it (DOM-based extension clickjacking, DEF CON 33).
 * IntersectionObserver v2 sees both; but a harmless page-wide filter looks the same, so the answer
 * is used to ask once more, never to block.
 */

/** `unsure`: hidden now or a moment ago. `clear`: seen without a break. */
export type Sight = 'clear' | 'unsure';

/** How long it must have been seen: an attacker uncovers the button just before the click. */
export const STEADY_MS = 500;
const FIRST_REPORT_MS = 400;

export interface Guard {
  watch(button: Element): void;
  /** What is known now; null in the first moments of a button. */
  known(): Sight | null;
  /** Waits for the browser's first word on a button. */
  first(): Promise<Sight>;
}

type Observe = (report: (visible: boolean) => void) => {
  observe(target: Element): void;
  disconnect(): void;
};

const observer: Observe = (report) =>
  new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      // `isVisible` is not in TypeScript's DOM library yet (IntersectionObserver v2).
      if (last !== undefined) report((last as { isVisible?: boolean }).isVisible === true);
    },
    { threshold: [1], trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  );

export function sightGuard(
  life: AbortSignal,
  now: () => number = () => performance.now(),
  observe: Observe = observer,
): Guard {
  let watched: Element | null = null;
  let visible: boolean | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let told: (() => void)[] = [];

  const eye = observe((seen) => {
    if (visible !== null && visible !== seen) hiddenAt = now();
    visible = seen;
    for (const tell of told) tell();
    told = [];
  });
  life.addEventListener('abort', () => eye.disconnect());

  const known = (): Sight | null => {
    if (visible === null) return null;
    return visible && now() - hiddenAt >= STEADY_MS ? 'clear' : 'unsure';
  };

  return {
    watch(button) {
      if (button === watched) return;
      eye.disconnect();
      watched = button;
      visible = null;
      hiddenAt = Number.NEGATIVE_INFINITY;
      eye.observe(button);
    },
    known,
    async first() {
      if (visible === null) {
        await new Promise<void>((resolve) => {
          told.push(resolve);
          setTimeout(resolve, FIRST_REPORT_MS);
        });
      }
      return known() ?? 'unsure';
    },
  };
}
