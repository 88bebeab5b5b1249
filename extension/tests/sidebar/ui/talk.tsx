/** A conversation on screen, its items as a screen reader names them. */
import { screen, within } from '@testing-library/preact';
import { vi } from 'vitest';
import { Timeline } from '../../../src/sidebar/ui/Timeline';
import type { TimelineItem } from '../../../src/sidebar/wire';
import { makeDesk, show } from '../desk';
import { beside, page, target } from '../make';

type Given = NonNullable<Parameters<typeof makeDesk>[0]>;

export function talk(
  items: TimelineItem[],
  change: Parameters<typeof beside>[0] = {},
  given: Given = {},
) {
  const made = makeDesk({ ...given, beside: beside({ timeline: page(...items), ...change }) });
  const Live = () => {
    const snapshot = made.store.snapshot.value;
    return snapshot === null ? null : <Timeline snapshot={snapshot} target={target()} />;
  };
  return { ...made, ...show(made.desk, <Live />) };
}

export const log = () => screen.getByRole('log', { name: 'Conversation' });
export const names = () =>
  within(log())
    .getAllByRole('listitem')
    .map(
      (item) =>
        item.getAttribute('aria-label')?.replace(/\d+:\d+\s[AP]M/, 'TIME') ??
        `(${item.textContent})`,
    );

class InSight {
  readonly watched = new Set<Element>();
  constructor(readonly tell: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
    observers.add(this);
  }
  observe(element: Element): void {
    this.watched.add(element);
    this.tell([{ target: element, isIntersecting: true }]);
  }
  unobserve(element: Element): void {
    this.watched.delete(element);
  }
  disconnect(): void {
    this.watched.clear();
  }
}
/** Those of earlier tests, too: the sidebar makes one and keeps it. */
const observers = new Set<InSight>();

/** Everything is on screen at once. Gives a way to say that it is not. */
export function everythingInSight() {
  vi.stubGlobal('IntersectionObserver', InSight);
  return {
    away(): void {
      for (const { watched, tell } of observers) {
        tell([...watched].map((element) => ({ target: element, isIntersecting: false })));
      }
    },
  };
}
