/**
 * Typed talk over one port. Facts are told, questions are asked and answered; on the wire
 * `{k: kind, s: number, p: payload}`, an answer is `{r: number of the question, p}` or `{r, e}`.
 * A message of an unknown kind or with a payload that fails its check is dropped and counted;
 * nothing a peer sends can make this end throw.
 */
import type { PortLike } from './chrome';
import type { Checks } from './messages';
import { type Check, plainObject } from './shape';

type Given<Question> = Question extends [infer In, unknown] ? In : never;
type Got<Question> = Question extends [unknown, infer Out] ? Out : never;

export type Handlers<Heard> = { [K in keyof Heard]: (payload: Heard[K]) => void };
export type Answers<Asked> = {
  [K in keyof Asked]: (payload: Given<Asked[K]>) => Promise<Got<Asked[K]>>;
};

/** What this end understands: a check and a handler for every kind, or it does not compile. */
export interface Hearing<Heard, Asked> {
  checks: Checks<Heard>;
  on: Handlers<Heard>;
  questions?: { [K in keyof Asked]: Check<Given<Asked[K]>> };
  answer?: Answers<Asked>;
}

export interface Line<Tell, Ask> {
  tell<K extends keyof Tell & string>(kind: K, payload: Tell[K]): void;
  /** Rejects with `LineError` when the line closes, the peer fails or `within` ms have passed. */
  ask<K extends keyof Ask & string>(
    kind: K,
    payload: Given<Ask[K]>,
    within?: number,
  ): Promise<Got<Ask[K]>>;
  /** Aborted when the other end is gone. */
  readonly closed: AbortSignal;
  close(): void;
  /** How many messages were refused. */
  refused(): number;
}

export class LineError extends Error {}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: LineError): void;
}

const ANSWER_WITHIN_MS = 20_000;

/** Take over a port: `Tell`/`Ask` is what this end says, `Heard`/`Asked` what it understands. */
export function line<Tell, Ask, Heard, Asked>(
  port: PortLike,
  hearing: Hearing<Heard, Asked>,
): Line<Tell, Ask> {
  const gone = new AbortController();
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let refused = 0;

  const post = (message: object): void => {
    if (gone.signal.aborted) return;
    try {
      port.postMessage(message);
    } catch {
      end(); // the extension was updated under us: the port is dead before it says so
    }
  };

  const end = (): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    for (const one of waiting.values()) one.reject(new LineError('the other end is gone'));
    waiting.clear();
  };

  const settle = (message: Record<string, unknown>): boolean => {
    const one = waiting.get(message.r as number);
    if (one === undefined) return false;
    waiting.delete(message.r as number);
    if (typeof message.e === 'string') one.reject(new LineError(message.e));
    else one.resolve(message.p);
    return true;
  };

  const reply = async (kind: keyof Asked, s: unknown, payload: never): Promise<void> => {
    try {
      post({ r: s, p: await hearing.answer?.[kind](payload) });
    } catch (error) {
      post({ r: s, e: error instanceof Error ? error.message : 'failed' });
    }
  };

  const hear = (message: unknown): boolean => {
    if (!plainObject(message)) return false;
    if ('r' in message) return settle(message);
    const { k, s, p } = message;
    if (typeof k !== 'string') return false;
    if (Object.hasOwn(hearing.checks, k)) {
      const kind = k as keyof Heard;
      const check: Check<Heard[typeof kind]> = hearing.checks[kind];
      if (!check(p)) return false;
      hearing.on[kind](p);
      return true;
    }
    if (hearing.questions === undefined || !Object.hasOwn(hearing.questions, k)) return false;
    const kind = k as keyof Asked;
    if (!hearing.questions[kind](p)) return false;
    void reply(kind, s, p as never);
    return true;
  };

  port.onMessage.addListener((message) => {
    if (!hear(message)) refused += 1;
  });
  port.onDisconnect.addListener(end);

  return {
    closed: gone.signal,
    refused: () => refused,
    close() {
      port.disconnect();
      end();
    },
    tell: (kind, payload) => post({ k: kind, s: ++count, p: payload }),
    ask(kind, payload, within = ANSWER_WITHIN_MS) {
      const s = ++count;
      return new Promise((resolve, reject) => {
        if (gone.signal.aborted) {
          reject(new LineError('the other end is gone'));
          return;
        }
        const late = setTimeout(() => {
          waiting.delete(s);
          reject(new LineError('no answer in time'));
        }, within);
        waiting.set(s, {
          resolve: (value) => {
            clearTimeout(late);
            resolve(value as Got<(typeof payload extends never ? never : Ask)[typeof kind]>);
          },
          reject: (error) => {
            clearTimeout(late);
            reject(error);
          },
        });
        post({ k: kind, s, p: payload });
      });
    },
  };
}
