/**
 * The one live connection. A hint only: whatever it misses is replayed from the cursor, and the
 * worker may die at any time. It is up while somebody wants it, and comes back for ever.
 *
 *   open ─▶ hello{token, cursor} ─▶ ready{head} ─▶ event* · ping/pong · reset
 */
import type { FromWorker } from '../messages';
import { parseFrame, type ServerFrame } from './frames';
import { Unreachable } from './oauth';

/** The server pings every 20 s; twice that and a bit means it is gone without saying so. */
export const SILENCE_MS = 45_000;
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;
const RESTART_FAILURES = 2;

/** Close codes of the server. */
const CODE = { signInAgain: 4401, forbidden: 4403, restart: 1012 } as const;

export type SocketLike = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>;

export interface SocketParts {
  open(url: string): SocketLike;
  /** As in session.ts. */
  token(stale?: string): Promise<string | null>;
  server(): Promise<string | null>;
  cursor: { get(): Promise<number | null>; set(seq: number): Promise<void> };
  tell<K extends 'link' | 'event' | 'head' | 'reset'>(kind: K, payload: FromWorker[K]): void;
  /** The server refused a token that was fresh: the session is worth nothing any more. */
  rejected(): void;
  random(): number;
}

export interface Live {
  /** Whether anybody listens. */
  want(wanted: boolean): void;
  /** Something suggests that connecting works now: do not wait any longer. */
  wake(): void;
  /** Another session: drop the connection and what was known. */
  restart(): void;
  readonly state: FromWorker['link']['state'];
}

/** Full jitter: anything from 0 to a bound that doubles with each failure. */
export function backoff(failures: number, random: number): number {
  return random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
}

export function liveSocket(parts: SocketParts): Live {
  let wanted = false;
  let state: Live['state'] = 'down';
  let socket: SocketLike | null = null;
  let used: string | undefined;
  let refused: string | undefined;
  let failures = 0;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const become = (next: Live['state']): void => {
    if (state === next) return;
    state = next;
    parts.tell('link', { state });
  };

  const retry = (wait: number): void => {
    become('retrying');
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), wait);
  };

  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      // A half-open socket may take minutes to close; what it still says is not heard any more.
      const dead = socket;
      lost(0);
      dead?.close();
    }, SILENCE_MS);
  };

  /** A token was refused: once may be bad luck with its age, twice is the end of the session. */
  const refuse = (): void => {
    if (refused === undefined) {
      refused = used;
      retry(0);
    } else {
      become('down');
      parts.rejected();
    }
  };

  const lost = (code: number): void => {
    socket = null;
    round += 1;
    clearTimeout(silence);
    if (!wanted || code === CODE.forbidden) become('down');
    else if (code === CODE.signInAgain) refuse();
    else {
      failures += 1;
      // After a restart of the server everybody comes back at once: spread them, too.
      const bound = code === CODE.restart ? Math.max(RESTART_FAILURES, failures) : failures;
      retry(backoff(bound, parts.random()));
    }
  };

  const understand = (frame: ServerFrame): void => {
    switch (frame.type) {
      case 'ready':
        failures = 0;
        refused = undefined;
        become('up');
        parts.tell('head', { seq: frame.head });
        break;
      case 'event':
        void parts.cursor.set(frame.event.seq);
        parts.tell('event', frame.event);
        break;
      case 'reset':
        void parts.cursor.set(frame.head);
        parts.tell('reset', { seq: frame.head });
        break;
      case 'ping':
        socket?.send('{"type":"pong"}');
    }
  };

  const connect = async (): Promise<void> => {
    clearTimeout(timer);
    round += 1;
    const mine = round;
    const [server, token, cursor] = await credentials();
    if (mine !== round || !wanted) return;
    if (server === undefined) {
      failures += 1;
      retry(backoff(failures, parts.random()));
      return;
    }
    if (server === null || token === null) {
      become('down');
      return;
    }
    used = token;
    const made = parts.open(`${server.replace(/^http/, 'ws')}/v1/stream`);
    socket = made;
    heard();
    made.addEventListener('open', () => {
      if (mine === round) made.send(JSON.stringify({ type: 'hello', token, cursor }));
    });
    made.addEventListener('message', (event) => {
      if (mine !== round) return;
      heard();
      const frame = parseFrame((event as MessageEvent).data);
      if (frame?.type === 'ready' && cursor === null) void parts.cursor.set(frame.head);
      if (frame !== null) understand(frame);
    });
    made.addEventListener('close', (event) => {
      if (mine === round) lost((event as CloseEvent).code);
    });
  };

  const credentials = async (): Promise<
    [string | null | undefined, string | null, number | null]
  > => {
    try {
      return [await parts.server(), await parts.token(refused), await parts.cursor.get()];
    } catch (error) {
      if (error instanceof Unreachable) return [undefined, null, null];
      throw error;
    }
  };

  const drop = (): void => {
    const old = socket;
    socket = null;
    round += 1;
    clearTimeout(timer);
    clearTimeout(silence);
    old?.close(1000);
  };

  return {
    get state() {
      return state;
    },
    want(next) {
      if (next === wanted) return;
      wanted = next;
      if (wanted) void connect();
      else {
        drop();
        become('down');
      }
    },
    wake() {
      if (wanted && socket === null) void connect();
    },
    restart() {
      drop();
      failures = 0;
      refused = undefined;
      if (wanted) void connect();
      else become('down');
    },
  };
}
