/**
 * A pressed badge opens the sidebar with that number, as a pressed `tel:` link shows it: the sidebar
 * connects to this page by a port that all our scripts in the page are given.
 */
import { browser, isOurDocument, type PortLike } from '../chrome';
import { PORT } from '../messages';
import { plainObject } from '../shape';

/** A sidebar that comes later was not opened by that press. */
const WITHIN_MS = 15_000;

export type OpenApi = { runtime: Pick<typeof chrome.runtime, 'onConnect'> };

/** @param show asks for the sidebar in the page */
export function makeOpener(
  show: () => void,
  signal: AbortSignal,
  api: OpenApi = browser,
): (number: string) => void {
  const sidebars = new Set<PortLike>();
  let pending: { number: string; until: number } | null = null;

  const tell = (port: PortLike, number: string): void => {
    port.postMessage({ k: 'tel', s: 0, p: { number } });
  };

  const onConnect = (port: PortLike): void => {
    if (!isOurDocument(port.sender)) return;
    port.onDisconnect.addListener(() => sidebars.delete(port));
    port.onMessage.addListener((message) => {
      if (!plainObject(message) || message.k !== 'ready') return;
      sidebars.add(port);
      // After what page/announce.ts answers to the same word: whose record is open.
      setTimeout(() => {
        if (pending !== null && Date.now() < pending.until) tell(port, pending.number);
        pending = null;
      });
    });
  };
  api.runtime.onConnect.addListener(onConnect);
  signal.addEventListener('abort', () => api.runtime?.onConnect?.removeListener(onConnect));

  return (number) => {
    pending = sidebars.size > 0 ? null : { number, until: Date.now() + WITHIN_MS };
    for (const port of sidebars) tell(port, number);
    if (![...sidebars].some(({ name }) => name === PORT.panel)) show();
  };
}
