/** `page.json` of the package, as the service worker fetches it. */
import { beforeEach, vi } from 'vitest';
import { SHIPPED } from '../src/shipped';

/** Serves the package's own file to every test; all other addresses go to the network. */
export function servePackage(): void {
  const network = globalThis.fetch;
  beforeEach(() => {
    vi.stubGlobal('fetch', (asked: string | URL | Request, init?: RequestInit) =>
      /^chrome-extension:.*\/page\.json$/.test(String(asked))
        ? Promise.resolve(new Response(JSON.stringify(SHIPPED)))
        : network(asked, init),
    );
  });
}
