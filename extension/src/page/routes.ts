/**
 * Tells when the page's address has changed without a load. The Navigation API reports to the
 * isolated world what patched history never sees; the same address is announced up to three times,
 * so callers compare what it names, not how often it was said. Nothing is stripped: some CRMs keep
 * the record in the hash.
 */

interface Sources {
  window: EventTarget;
  navigation: EventTarget;
  address(): string;
}

/** The page's own; every Chrome that may install this extension has the Navigation API. */
const pageSources = (): Sources => ({
  window,
  navigation: (window as unknown as Sources).navigation,
  address: () => location.href,
});

/** Calls `changed` with each new address, and once at the start. */
export function watchRoutes(
  changed: (address: string) => void,
  signal: AbortSignal,
  { window, navigation, address }: Sources = pageSources(),
): void {
  let last = '';
  const look = (event?: Event): void => {
    const now = address();
    // A page that comes back from the back/forward cache has to be announced anew.
    if (now === last && event?.type !== 'pageshow') return;
    last = now;
    changed(now);
  };
  // The first two fire after the commit; `navigate` fires before it, when the address is the old.
  navigation.addEventListener('currententrychange', look, { signal });
  navigation.addEventListener('navigatesuccess', look, { signal });
  window.addEventListener('pageshow', look, { signal });
  look();
}
