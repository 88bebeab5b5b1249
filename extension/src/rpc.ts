/**
 * Facts over one port. On the wire `{k: kind, s: number, p: payload}`. A message of an unknown kind
 * or with a payload that fails its check is dropped and counted; nothing a peer sends can make this
 * end throw. Questions with answers are built on it in ask.ts.
 */
import type { PortLike } from './chrome';
import type { Checks } from './messages';
import { plainObject } from './shape';

/** A handler for every kind that can be heard, or it does not compile. */
export type Handlers<Heard> = { [K in keyof Heard]: (payload: Heard[K]) => void };

export interface Hearing<Heard> {
  checks: Checks<Heard>;
  on: Handlers<Heard>;
  /** Sees what is no fact of `checks`; says whether it understood. */
  otherwise?: (message: Record<string, unknown>) => boolean;
}

export interface Line<Tell> {
  tell<K extends keyof Tell & string>(kind: K, payload: Tell[K]): void;
  /** Puts an object on the wire as it is. */
  post(message: object): void;
  /** Aborted when the other end is gone. */
  readonly closed: AbortSignal;
  close(): void;
  /** How many messages were refused. */
  refused(): number;
}

/** Take over a port: `Tell` is what this end says, `Heard` what it understands. */
export function line<Tell, Heard>(port: PortLike, hearing: Hearing<Heard>): Line<Tell> {
  const gone = new AbortController();
  let count = 0;
  let refused = 0;

  const hear = (message: unknown): boolean => {
    if (!plainObject(message)) return false;
    const kind = message.k;
    if (typeof kind !== 'string' || !Object.hasOwn(hearing.checks, kind)) {
      return hearing.otherwise?.(message) ?? false;
    }
    const known = kind as keyof Heard;
    const payload = message.p;
    if (!hearing.checks[known](payload)) return false;
    hearing.on[known](payload);
    return true;
  };

  port.onMessage.addListener((message) => {
    if (!hear(message)) refused += 1;
  });
  port.onDisconnect.addListener(() => gone.abort());

  const self: Line<Tell> = {
    closed: gone.signal,
    refused: () => refused,
    close() {
      port.disconnect();
      gone.abort();
    },
    post(message) {
      if (gone.signal.aborted) return;
      try {
        port.postMessage(message);
      } catch {
        gone.abort(); // the extension was updated under us: the port is dead before it says so
      }
    },
    tell: (kind, payload) => self.post({ k: kind, s: ++count, p: payload }),
  };
  return self;
}
