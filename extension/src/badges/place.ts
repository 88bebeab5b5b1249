/** Puts badges into the page so that nothing moves; where something would, there is none. */
import type { Drawn } from './draw';

/** Less than a pixel is rounding. */
const MOVED = 0.5;
/** So far a dot may stand over its number; further off it would seem to be another's. */
const MOST_ASIDE = 16;
/** How far up what cuts a badge off is looked for. */
const LEVELS = 8;

export interface Placing {
  badge: Drawn;
  /** The link or cell with the number. */
  beside: Element;
}

const lines = (element: Element): boolean => !/flex|grid/.test(getComputedStyle(element).display);

/**
 * Behind the number in its line. A new part of a flex or grid container would be laid out: there the
 * badge goes into the link.
 */
function insert({ badge, beside }: Placing): boolean {
  if (!beside.matches('a')) {
    if (!lines(beside)) return false;
    beside.append(badge.host);
    return true;
  }
  if (beside.parentElement !== null && lines(beside.parentElement)) beside.after(badge.host);
  else if (lines(beside)) beside.append(badge.host);
  else return false;
  return true;
}

/** Put them in, all at once, and take those out that moved something; gives back the others. */
export function place(all: readonly Placing[]): Placing[] {
  const before = all.map(measured);
  const inserted = all.map(insert);
  const after = all.map(measured);
  const kept = all.filter((one, index) => {
    const still = !moved(before[index] ?? [], after[index] ?? []);
    if (!still) one.badge.host.remove();
    return inserted[index] && still;
  });
  squeeze(kept);
  return kept;
}

/** The smallest form that fits, never over the edge of what would scroll or cut it off. */
export function squeeze(all: readonly Placing[]): void {
  for (const { badge } of all) badge.fit(false, 0);
  const wide = all.filter(({ badge }) => over(badge) !== 0);
  for (const { badge } of wide) badge.fit(true, 0);
  const asides = wide.map(({ badge }) => over(badge));
  wide.forEach(({ badge }, index) => {
    const aside = asides[index] ?? 0;
    badge.fit(true, -Math.sign(aside) * Math.min(Math.abs(aside), MOST_ASIDE));
  });
}

const measured = ({ beside }: Placing): DOMRect[] =>
  [beside, beside.parentElement, beside.closest('tr, li, [role="row"]')].map((element) =>
    (element ?? beside).getBoundingClientRect(),
  );

const moved = (before: DOMRect[], after: DOMRect[]): boolean =>
  before.some((was, index) => {
    const is = after[index] ?? was;
    const changes = [is.x - was.x, is.y - was.y, is.width - was.width, is.height - was.height];
    return changes.some((change) => Math.abs(change) > MOVED);
  });

/** By how many pixels a badge passes the edge on its right, or (negative) on its left. */
function over({ host, button }: Drawn): number {
  const { left, right } = button.getBoundingClientRect();
  let from = 0;
  let to = document.documentElement.clientWidth;
  let at = host.parentElement;
  for (let level = 0; at !== null && level < LEVELS; level += 1, at = at.parentElement) {
    if (getComputedStyle(at).overflowX === 'visible') continue;
    const box = at.getBoundingClientRect();
    from = Math.max(from, box.left);
    to = Math.min(to, box.left + at.clientLeft + at.clientWidth);
    break;
  }
  if (right > to) return Math.ceil(right - to);
  return left < from ? Math.floor(left - from) : 0;
}
