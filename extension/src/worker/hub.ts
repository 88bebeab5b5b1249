/** The open sidebars: who they are, what they watch, and that all of them hear the same. */
import { type Answers, answeringLine } from '../ask';
import { isOurDocument, type PortLike } from '../chrome';
import { type Asks, asks, type FromWorker, type ToWorker, toWorker } from '../messages';
import type { Line } from '../rpc';

/** The socket outlives the last sidebar a little: reps move between tabs. */
export const LINGER_MS = 60_000;

export interface HubEvents {
  answers: Answers<Asks>;
  /** What is true now, for a sidebar that has just come. */
  greeting(): Promise<Pick<FromWorker, 'session' | 'link'>>;
  /** Somebody listens, or nobody has for a minute. */
  audience(present: boolean): void;
  online(): void;
  unread(): void;
}

export interface Hub {
  join(port: PortLike): void;
  tell<K extends keyof FromWorker & string>(kind: K, payload: FromWorker[K]): void;
  /** Whether an open sidebar shows this thread. */
  watched(thread: string): boolean;
  readonly size: number;
}

export function makeHub(on: HubEvents, ourId?: string): Hub {
  const sidebars = new Map<Line<FromWorker>, ReadonlySet<string>>();
  let leaving: ReturnType<typeof setTimeout> | undefined;

  return {
    get size() {
      return sidebars.size;
    },
    watched: (thread) => [...sidebars.values()].some((threads) => threads.has(thread)),
    tell(kind, payload) {
      for (const sidebar of sidebars.keys()) sidebar.tell(kind, payload);
    },
    join(port) {
      if (!isOurDocument(port.sender, ourId)) {
        port.disconnect();
        return;
      }
      const made: Line<FromWorker> = answeringLine<FromWorker, ToWorker, Asks>(
        port,
        {
          checks: toWorker,
          on: {
            watch: ({ threads }) => sidebars.set(made, new Set(threads)),
            online: on.online,
            unread: on.unread,
          },
        },
        asks,
        on.answers,
      );
      sidebars.set(made, new Set());
      clearTimeout(leaving);
      on.audience(true);
      made.closed.addEventListener('abort', () => {
        sidebars.delete(made);
        if (sidebars.size > 0) return;
        clearTimeout(leaving);
        leaving = setTimeout(() => on.audience(false), LINGER_MS);
      });
      void on.greeting().then(({ session, link }) => {
        made.tell('session', session);
        made.tell('link', link);
      });
    },
  };
}
