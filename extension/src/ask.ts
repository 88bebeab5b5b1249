/** Questions and answers on a line: `{k, s, p}` is answered by `{r: s, p}`, or `{r: s, e: why}`. */
import type { PortLike } from './chrome';
import { type Hearing, type Line, line } from './rpc';
import type { Check } from './shape';

type Given<Question> = Question extends [infer In, unknown] ? In : never;
type Got<Question> = Question extends [unknown, infer Out] ? Out : never;

export type QuestionChecks<Asked> = { [K in keyof Asked]: Check<Given<Asked[K]>> };
export type Answers<Asked> = {
  [K in keyof Asked]: (payload: Given<Asked[K]>) => Promise<Got<Asked[K]>>;
};

export class LineError extends Error {}

const ANSWER_WITHIN_MS = 20_000;

export interface AskingLine<Tell, Ask> extends Line<Tell> {
  /** Rejects with `LineError` when the line closes, the peer fails or `within` ms have passed. */
  ask<K extends keyof Ask & string>(
    kind: K,
    payload: Given<Ask[K]>,
    within?: number,
  ): Promise<Got<Ask[K]>>;
}

/** A line whose other end answers questions. */
export function askingLine<Tell, Ask, Heard>(
  port: PortLike,
  hearing: Hearing<Heard>,
): AskingLine<Tell, Ask> {
  const waiting = new Map<unknown, (answer: Record<string, unknown>) => void>();
  let count = 0;

  const made = line<Tell, Heard>(port, {
    ...hearing,
    otherwise(message) {
      const settle = waiting.get(message.r);
      settle?.(message);
      return settle !== undefined;
    },
  });

  return {
    ...made,
    ask: (kind, payload, within = ANSWER_WITHIN_MS) =>
      new Promise((resolve, reject) => {
        const s = ++count;
        const finish = (answer: Record<string, unknown>): void => {
          clearTimeout(late);
          made.closed.removeEventListener('abort', onClosed);
          waiting.delete(s);
          if (typeof answer.e === 'string') reject(new LineError(answer.e));
          else resolve(answer.p as never);
        };
        const onClosed = (): void => finish({ e: 'the other end is gone' });
        const late = setTimeout(() => finish({ e: 'no answer in time' }), within);
        waiting.set(s, finish);
        made.closed.addEventListener('abort', onClosed);
        if (made.closed.aborted) onClosed();
        else made.post({ k: kind, s, p: payload });
      }),
  };
}

/** A line whose other end asks: a check and an answer for every question, or it won't compile. */
export function answeringLine<Tell, Heard, Asked>(
  port: PortLike,
  hearing: Hearing<Heard>,
  questions: QuestionChecks<Asked>,
  answers: Answers<Asked>,
): Line<Tell> {
  const made = line<Tell, Heard>(port, {
    ...hearing,
    otherwise({ k, s, p }) {
      if (typeof k !== 'string' || !Object.hasOwn(questions, k)) return false;
      const kind = k as keyof Asked;
      if (!questions[kind](p)) return false;
      answers[kind](p).then(
        (answer) => made.post({ r: s, p: answer }),
        (error) => made.post({ r: s, e: error instanceof Error ? error.message : 'failed' }),
      );
      return true;
    },
  });
  return made;
}
