/** What stands in the page: which numbers, which of them can be seen, and the badges beside them. */
import { type Listed, MOST_ASKED } from '../listed';
import { pageScheme } from '../page/theme';
import { t } from '../words';
import { type Drawn, makeBadge } from './draw';
import { findNumbers, numberOf } from './find';
import { type Placing, place, squeeze } from './place';
import { said } from './say';

/** What is remembered of numbers that were scrolled by. */
const MOST_KNOWN = 1000;
/** Numbers that are about to be scrolled in are asked for as well. */
const MARGIN = '120px';

interface Spot {
  number: string;
  seen: boolean;
  badge: Drawn | null;
  /** A badge here would move the page. */
  nowhere: boolean;
}

export interface Lists {
  /** Look for numbers, from now on or once more. */
  scan(): void;
  /** Take badges away whose number has changed; cheap, for every change of the page. */
  check(): void;
  /** Numbers that can be seen and of which nothing fresh is known, at most `MOST_ASKED`. */
  wanted(): string[];
  hear(asked: readonly string[], told: readonly Listed[]): void;
  /** What is known may be old. */
  stale(): void;
  /** Nothing is known any more. */
  drop(): void;
  /** Look no longer. */
  rest(): void;
}

export function makeLists(
  page: Document,
  on: { want(): void; pressed(number: string): void },
  now: () => number = Date.now,
): Lists {
  const spots = new Map<Element, Spot>();
  const known = new Map<string, Listed | null>();
  const fresh = new Set<string>();

  const sight = new IntersectionObserver(
    (entries) => {
      const came = entries.flatMap(({ target, isIntersecting }) => {
        const spot = spots.get(target);
        if (spot !== undefined) spot.seen = isIntersecting;
        return spot !== undefined && isIntersecting ? [target] : [];
      });
      draw(came);
      if (wanted().length > 0) on.want();
    },
    { rootMargin: MARGIN },
  );

  const undraw = (spot: Spot): void => {
    spot.badge?.host.remove();
    spot.badge = null;
  };

  const pressed = (element: Element): void => {
    const spot = spots.get(element);
    // A list that has put somebody else into this row since: the badge is not theirs.
    if (spot !== undefined && numberOf(element) === spot.number) on.pressed(spot.number);
  };

  /** The badge that a spot should have, in its present words; null where there is nothing to say. */
  const worded = (spot: Spot, beside: Element, scheme: 'light' | 'dark'): Drawn | null => {
    const facts = known.get(spot.number);
    const what = facts ? said(facts, now()) : null;
    if (what === null || what.label === '') return null;
    const old = spot.badge?.host.isConnected ? spot.badge : null;
    const badge = old ?? makeBadge(t('page.badge.open'), () => pressed(beside));
    badge.show(what, scheme);
    return badge;
  };

  const draw = (elements: readonly Element[]): void => {
    const scheme = pageScheme(page);
    const all: Placing[] = [];
    for (const beside of elements) {
      const spot = spots.get(beside);
      if (spot === undefined || spot.nowhere) continue;
      const badge = worded(spot, beside, scheme);
      if (badge === null) undraw(spot);
      else all.push({ badge, beside });
      spot.badge = badge;
    }
    squeeze(all.filter(({ badge }) => badge.host.isConnected));
    const placing = all.filter(({ badge }) => !badge.host.isConnected);
    const kept = new Set(place(placing));
    for (const { beside } of placing.filter((one) => !kept.has(one))) {
      const spot = spots.get(beside);
      if (spot !== undefined) Object.assign(spot, { badge: null, nowhere: true });
    }
  };

  const wanted = (): string[] => {
    const numbers = new Set<string>();
    for (const { number, seen } of spots.values()) {
      if (seen && !fresh.has(number) && numbers.size < MOST_ASKED) numbers.add(number);
    }
    return [...numbers];
  };

  const visible = (): Element[] =>
    [...spots].filter(([, { seen }]) => seen).map(([element]) => element);

  const leave = (element: Element, spot: Spot): void => {
    undraw(spot);
    sight.unobserve(element);
    spots.delete(element);
  };

  const drop = (): void => {
    known.clear();
    fresh.clear();
    for (const spot of spots.values()) undraw(spot);
  };

  return {
    wanted,
    drop,
    scan() {
      const found = findNumbers(page);
      for (const [element, spot] of spots) {
        if (found.get(element) !== spot.number) leave(element, spot);
      }
      for (const [element, number] of found) {
        if (spots.has(element)) continue;
        spots.set(element, { number, seen: false, badge: null, nowhere: false });
        sight.observe(element);
      }
      // A page that writes a cell anew removes what stood in it.
      draw(visible().filter((element) => !spots.get(element)?.badge?.host.isConnected));
    },
    check() {
      for (const [element, spot] of spots) {
        if (spot.badge === null) continue;
        if (!element.isConnected || numberOf(element) !== spot.number) leave(element, spot);
      }
    },
    hear(asked, told) {
      if (known.size > MOST_KNOWN) {
        known.clear();
        fresh.clear();
      }
      const answers = new Map(told.map((one) => [one.number, one]));
      for (const number of asked) {
        known.set(number, answers.get(number) ?? null);
        fresh.add(number);
      }
      draw(visible());
    },
    stale: () => fresh.clear(),
    rest() {
      sight.disconnect();
      for (const [element, spot] of spots) leave(element, spot);
    },
  };
}
