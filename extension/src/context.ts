/**
 * How long a piece of injected code may act. After an update of the extension the old content
 * script stays in the page as a zombie: the new one tells it to stop, and only then starts.
 */

/**
 * End every older content script of this page and `name`, and return the signal that ends this one.
 * The event is visible to the page, too: it can stop us (it could remove our element as well), not
 * more.
 */
export function takeover(target: EventTarget, name = 'threadside:takeover'): AbortSignal {
  target.dispatchEvent(new CustomEvent(name));
  const life = new AbortController();
  target.addEventListener(name, () => life.abort(), { signal: life.signal });
  return life.signal;
}

/** `setTimeout` that ends with its signal. Returns a function that cancels it. */
export function later(run: () => void, ms: number, signal: AbortSignal): () => void {
  if (signal.aborted) return () => undefined;
  const timer = setTimeout(run, ms);
  const cancel = (): void => clearTimeout(timer);
  signal.addEventListener('abort', cancel, { once: true });
  return () => {
    cancel();
    signal.removeEventListener('abort', cancel);
  };
}
