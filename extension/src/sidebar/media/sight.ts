/** Whether something is on screen, or near to it: what is far away is not loaded. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Told = (near: boolean) => void;

interface Watcher {
  tells: Map<Element, Told>;
  observer: IntersectionObserver;
}
const watchers = new Map<number, Watcher>();

function watcher(margin: number): Watcher {
  const known = watchers.get(margin);
  if (known !== undefined) return known;
  const tells = new Map<Element, Told>();
  const around = `${margin}px`;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) tells.get(target)?.(isIntersecting);
    },
    // `scrollMargin` (Chrome 120) reaches through the conversation's own scrolling.
    { rootMargin: around, scrollMargin: around } as IntersectionObserverInit,
  );
  const made = { tells, observer };
  watchers.set(margin, made);
  return made;
}

/** `margin` in CSS pixels. Nothing is watched while `wanted` is false. */
export function useNear(ref: RefObject<Element>, margin: number, wanted = true): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!wanted || element === null) return;
    const { tells, observer } = watcher(margin);
    tells.set(element, setNear);
    observer.observe(element);
    return () => {
      tells.delete(element);
      observer.unobserve(element);
      setNear(false);
    };
  }, [margin, wanted]);
  return near;
}
