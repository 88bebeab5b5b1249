/** The one seam to the browser: no other module (but the entry points) names `chrome`. */
export const browser: typeof chrome = globalThis.chrome;

/** What a port must be able to do; `chrome.runtime.Port` fits, and so does a test's pair. */
export interface PortLike {
  readonly name: string;
  readonly sender?: chrome.runtime.MessageSender | undefined;
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** What a sender is, by the fields that only the browser can stamp. */
export type Sender =
  | Pick<chrome.runtime.MessageSender, 'id' | 'url' | 'tab' | 'frameId'>
  | undefined;

/**
 * One of our own documents. Having a tab proves nothing (the sidebar's frame has one, too), and
 * under a page's `CSP: sandbox` our frame's origin is opaque: id and address decide.
 */
export function isOurDocument(sender: Sender, id = browser.runtime.id): boolean {
  return sender?.id === id && (sender.url?.startsWith(`chrome-extension://${id}/`) ?? false);
}

/** Our content script in the top frame of a page, never one of our documents. */
export function isOurContentScript(sender: Sender, id = browser.runtime.id): boolean {
  return sender?.id === id && sender.frameId === 0 && /^https?:/.test(sender.url ?? '');
}
