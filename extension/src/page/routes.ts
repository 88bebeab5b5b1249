/**
 * Tells when the page's address has changed without a load. The Navigation API reports to the
 * isolated world what patched history never sees; the same address is announced up to three times,
 * so callers compare what it names, not how often it was said. Nothing is stripped: some CRMs keep
 * the record in the hash.
 */

interface Sources {
  window: EventTarget;
  /** The page's `navigation`, absent where the browser has none. */
  navigation: EventTarget | undefined;
  address: () => string;
}

const pageSources = (): Sources => ({
  window,
  navigation: (window as { navigation?: EventTarget }).navigation,
  address: () => location.href,
});

/** Calls `changed` with each new address, and once at the start. */
export function watchRoutes(
  changed: (address: string) => void,
  signal: AbortSignal,
  sources: Sources = pageSources(),
): void {
  let last = '';
  const look = (): void => {
    const address = sources.address();
    if (address === last) return;
    last = address;
    changed(address);
  };
  if (sources.navigation === undefined) {
    sources.window.addEventListener('popstate', look, { signal });
    sources.window.addEventListener('hashchange', look, { signal });
  } else {
    // Both fire after the commit; `navigate` fires before it, when the address is still the old.
    sources.navigation.addEventListener('currententrychange', look, { signal });
    sources.navigation.addEventListener('navigatesuccess', look, { signal });
  }
  sources.window.addEventListener(
    'pageshow',
    (event) => {
      if ('persisted' in event && event.persisted === true) last = '';
      look();
    },
    { signal },
  );
  look();
}
