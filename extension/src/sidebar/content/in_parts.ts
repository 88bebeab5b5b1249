/**
 * Several short texts in place of a long one: each is a press of its own, and the next is pressed
 * once the server has the one before. What is not pressed yet stands in the draft all the time.
 */
import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Desk, useDesk } from '../desk';
import type { Target } from '../target';
import type { Part } from './checking';

/** As one text again, with what stood between them. */
export function joined(parts: readonly Part[]): string {
  return parts
    .map(({ text, gap }, index) => text + (index === parts.length - 1 ? '' : gap || ' '))
    .join('');
}

/** Whether the server took the text of a press: it is in the conversation, and was not undone. */
function arrived({ store }: Pick<Desk, 'store'>, key: string): boolean {
  const items = store.snapshot.value?.timeline.items ?? [];
  return items.some(
    (item) => item.kind === 'message' && item.client_key === key && item.state !== 'canceled',
  );
}

/** Settles when a press has come to an end: true where the server has it. */
function outcome(desk: Pick<Desk, 'store' | 'outbox'>, key: string, life: AbortSignal) {
  return new Promise<boolean>((resolve) => {
    let stop: () => void = () => undefined;
    const end = (taken: boolean): void => {
      queueMicrotask(() => stop());
      resolve(taken);
    };
    stop = effect(() => {
      const entry = desk.outbox.entries.value.find((one) => one.key === key);
      if (entry === undefined) end(arrived(desk, key));
      else if (entry.state === 'moved' || entry.state === 'failed') end(false);
    });
    life.addEventListener('abort', () => end(false), { once: true });
  });
}

export interface InParts {
  /** How many of them the server has; null while none was pressed. */
  readonly sent: number | null;
  /** Presses one after the other. `at`: in ms, for texts that go later. */
  go(parts: readonly Part[], at: number | undefined): Promise<void>;
  /** No further part is pressed. */
  cancel(): void;
}

interface Given {
  target: Target;
  /** Of the draft, which holds the parts as one text. */
  draft: string;
  /** All are sent, or no more will be. */
  end(): void;
}

export function useInParts({ target, draft, end }: Given): InParts {
  const desk = useDesk();
  const [sent, setSent] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  // Whoever leaves this person leaves the rest in the draft.
  useEffect(() => () => running.current?.abort(), []);

  return {
    sent,
    cancel: () => running.current?.abort(),
    async go(parts, at) {
      if (running.current !== null) return;
      const life = new AbortController();
      running.current = life;
      setSent(0);
      desk.drafts.write(draft, { text: joined(parts) });
      for (const [index, part] of parts.entries()) {
        const { text, template } = desk.drafts.of(draft).peek();
        // What was taken back stands before the rest: then the rep goes on by hand.
        if (text !== joined(parts.slice(index))) break;
        const rest = joined(parts.slice(index + 1));
        const words = { text, leaves: part.text, rest, template: index === 0 ? template : null };
        const key = await desk.actions.sendPart(target, words, at);
        if (key === null || !(await outcome(desk, key, life.signal)) || life.signal.aborted) break;
        setSent(index + 1);
      }
      running.current = null;
      end();
    },
  };
}
