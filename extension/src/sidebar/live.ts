/**
 * The sidebar's port to the service worker: session, live events, and the questions only the
 * worker can answer. The worker may die at any time; the port is opened again, which wakes it.
 */
import { type AskingLine, askingLine } from '../ask';
import { browser, type PortLike } from '../chrome';
import { later } from '../context';
import { type Asks, type FromWorker, fromWorker, PORT, type ToWorker } from '../messages';
import type { Handlers } from '../rpc';

export interface LiveFacts extends Handlers<FromWorker> {
  /** The port was away for a while: events may have passed by. */
  again(): void;
  /** The extension was updated or removed under us: nothing works until the page is reloaded. */
  orphaned(): void;
}

export interface Live extends Pick<AskingLine<ToWorker, Asks>, 'ask' | 'tell'> {
  /** Let go of the port (a collapsed sidebar holds none) and take it up again. */
  pause(): void;
  resume(): void;
}

export interface RuntimeApi {
  runtime: { id?: string | undefined; connect(info: { name: string }): PortLike };
}

const RETRY_MS = [20, 200, 1000, 5000] as const;

export function liveLine(facts: LiveFacts, life: AbortSignal, api: RuntimeApi = browser): Live {
  let current: AskingLine<ToWorker, Asks> | null = null;
  let tries = 0;
  let paused = false;
  let before = false;
  let watching: ToWorker['watch'] | null = null;

  const heard =
    <K extends keyof FromWorker>(kind: K) =>
    (payload: FromWorker[K]): void => {
      tries = 0;
      facts[kind](payload as never);
    };

  const connect = (): void => {
    if (life.aborted || paused) return;
    // `runtime.id` is gone some milliseconds after an update cut the port; connecting throws then.
    if (api.runtime?.id === undefined) {
      facts.orphaned();
      return;
    }
    let port: PortLike;
    try {
      port = api.runtime.connect({ name: PORT.live });
    } catch {
      facts.orphaned();
      return;
    }
    const made = askingLine<ToWorker, Asks, FromWorker>(port, {
      checks: fromWorker,
      on: {
        session: heard('session'),
        link: heard('link'),
        event: heard('event'),
        head: heard('head'),
        reset: heard('reset'),
      },
    });
    current = made;
    if (before) facts.again();
    before = true;
    made.closed.addEventListener('abort', () => {
      if (current !== made) return;
      current = null;
      if (paused) return;
      later(connect, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 5000, life);
      tries += 1;
    });
    if (watching !== null) made.tell('watch', watching);
  };
  connect();
  life.addEventListener('abort', () => current?.close());

  return {
    ask(kind, payload, within) {
      if (current === null) connect();
      return current === null
        ? Promise.reject(new Error('the service worker is out of reach'))
        : current.ask(kind, payload, within);
    },
    tell(kind, payload) {
      if (kind === 'watch') watching = payload as ToWorker['watch'];
      current?.tell(kind, payload);
    },
    pause() {
      paused = true;
      const old = current;
      current = null;
      old?.close();
    },
    resume() {
      if (!paused) return;
      paused = false;
      connect();
    },
  };
}
