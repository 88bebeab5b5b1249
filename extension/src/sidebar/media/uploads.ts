/**
 * Files on their way to the server, for each draft one after the other and in their order. What has
 * arrived becomes part of the draft; what has not lives in this document alone, since a frame
 * inside another site has no place to keep a file.
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { t } from '../../words';
import { Problem, SignedOut } from '../api';
import type { DraftBook } from '../drafts';
import { attachment, MOST_ATTACHMENTS } from './attachment';
import { guessedKind, type MediaKind, rendersAs } from './kinds';
import type { Upload } from './upload';

export interface Sending {
  id: string;
  name: string;
  bytes: number;
  kind: MediaKind;
  /** An object URL of the file itself, where it can be shown. */
  preview: string | null;
  /** Bytes that have left. */
  sent: number;
  state: 'waiting' | 'uploading' | 'failed';
  /** Why it failed, in words. */
  problem: string | null;
}

export interface Uploads {
  of(draft: string): ReadonlySignal<readonly Sending[]>;
  /** Begins at once. Gives how many were too many and left out. */
  add(draft: string, line: string, files: readonly File[]): number;
  retry(draft: string, id: string): void;
  /** Cancels what is under way. */
  remove(draft: string, id: string): void;
  /**
   * Waits until everything has arrived. False when something failed or was taken out meanwhile:
   * what was to be sent is then another text than the rep has seen.
   */
  settled(draft: string): Promise<boolean>;
  /** Forgets everything, for another member. */
  clear(): void;
}

interface Work {
  file: File;
  line: string;
  stop: AbortController;
}

const BUSY: readonly Sending['state'][] = ['waiting', 'uploading'];
export const isBusy = (list: readonly Sending[]): boolean =>
  list.some(({ state }) => BUSY.includes(state));

function wordsOf(error: unknown, online: boolean): string {
  if (error instanceof Problem) return error.message || t('sidebar.media.refused');
  if (error instanceof SignedOut) return t('sidebar.media.signed_out');
  return t(online ? 'sidebar.media.unreachable' : 'sidebar.media.offline');
}

export function uploads(
  upload: Upload,
  drafts: Pick<DraftBook, 'of' | 'write' | 'flush'>,
  online: () => boolean,
): Uploads {
  const lists = new Map<string, Signal<readonly Sending[]>>();
  const works = new Map<string, Work>();
  let made = 0;

  const of = (draft: string): Signal<readonly Sending[]> => {
    const known = lists.get(draft) ?? signal<readonly Sending[]>([]);
    lists.set(draft, known);
    return known;
  };
  const change = (draft: string, id: string, to: Partial<Sending>): void => {
    const list = of(draft);
    list.value = list.peek().map((one) => (one.id === id ? { ...one, ...to } : one));
  };
  const forget = (draft: string, id: string): void => {
    const list = of(draft);
    const preview = list.peek().find((one) => one.id === id)?.preview;
    if (preview) URL.revokeObjectURL(preview);
    works.delete(id);
    list.value = list.peek().filter((one) => one.id !== id);
  };

  const run = async (draft: string): Promise<void> => {
    const list = of(draft).peek();
    const next = list.find(({ state }) => state === 'waiting');
    const work = next && works.get(next.id);
    if (!next || !work || list.some(({ state }) => state === 'uploading')) return;
    const { id } = next;
    const { signal: stopped } = work.stop;
    change(draft, id, { state: 'uploading', sent: 0 });
    try {
      const arrived = await upload({
        file: work.file,
        line: work.line,
        signal: stopped,
        progress: (sent) => change(draft, id, { sent }),
      });
      if (!stopped.aborted) {
        drafts.write(draft, { media: [...drafts.of(draft).peek().media, attachment(arrived)] });
        void drafts.flush();
        forget(draft, id);
      }
    } catch (error) {
      if (!stopped.aborted) {
        change(draft, id, { state: 'failed', problem: wordsOf(error, online()) });
      }
    }
    void run(draft);
  };

  const remove = (draft: string, id: string): void => {
    works.get(id)?.stop.abort();
    forget(draft, id);
  };

  return {
    of,
    remove,
    add(draft, line, files) {
      const list = of(draft);
      const there = list.peek().length + drafts.of(draft).peek().media.length;
      const taken = files.slice(0, Math.max(0, MOST_ATTACHMENTS - there));
      list.value = [
        ...list.peek(),
        ...taken.map((file): Sending => {
          made += 1;
          const id = `upload-${made}`;
          works.set(id, { file, line, stop: new AbortController() });
          const shown = rendersAs(file.type) === 'image';
          return {
            id,
            name: file.name,
            bytes: file.size,
            kind: guessedKind(file.type),
            preview: shown ? URL.createObjectURL(file) : null,
            sent: 0,
            state: 'waiting',
            problem: null,
          };
        }),
      ];
      void run(draft);
      return files.length - taken.length;
    },
    retry(draft, id) {
      change(draft, id, { state: 'waiting', problem: null });
      void run(draft);
    },
    settled(draft) {
      const list = of(draft);
      const awaited = list.peek().length;
      const arrived = (): number => drafts.of(draft).peek().media.length;
      const whole = arrived() + awaited;
      return new Promise((resolve) => {
        let done: (() => void) | null = null;
        const settle = (good: boolean): void => {
          resolve(good);
          // The first run happens before `effect` has given its end.
          queueMicrotask(() => done?.());
        };
        done = effect(() => {
          const left = list.value;
          if (left.some(({ state }) => state === 'failed')) settle(false);
          else if (left.length === 0) settle(arrived() === whole);
        });
      });
    },
    clear() {
      for (const [draft, list] of lists) for (const { id } of list.peek()) remove(draft, id);
    },
  };
}
