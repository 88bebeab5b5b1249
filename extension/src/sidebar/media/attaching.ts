/** The attachments of the draft on screen, and every way for a file to get there. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { carriesFiles } from '../document';
import { draftKey, type Target } from '../target';
import type { Line } from '../wire';
import {
  type Attachment,
  MOST_ATTACHMENTS,
  type Obstacle,
  obstacleOf,
  withAddresses,
} from './attachment';
import { isBusy, type Sending } from './uploads';

export interface Attaching {
  media: readonly Attachment[];
  sending: readonly Sending[];
  /** There is something to show. */
  any: boolean;
  line: Line | undefined;
  /** Of the draft that they belong to. */
  draft: string;
  /** Why they can't go from this line with one text. */
  obstacle: Obstacle | null;
  busy: boolean;
  /** Nothing stands in the way but time. */
  good: boolean;
  add(files: readonly File[]): void;
  remove(id: string): void;
  cancel(id: string): void;
  retry(id: string): void;
  /** Takes these out and puts their addresses into the words, where the rep sees them. */
  useLinks(): void;
  onPaste(event: ClipboardEvent): void;
  /** Waits for what is on its way; false, with words, when it can't go as it is. */
  settled(): Promise<boolean>;
}

interface Given {
  workspace: string;
  target: Target;
  lines: readonly Line[];
  /** Whether something can be attached now. */
  open(): boolean;
}

export function useAttaching({ workspace, target, lines, open }: Given): Attaching {
  const { drafts, uploads, actions } = useDesk();
  const draft = draftKey(workspace, target);
  const { media } = drafts.of(draft).value;
  const sending = uploads.of(draft).value;
  const line = lines.find((one) => one.id === target.line);
  const obstacle = obstacleOf(media, line);

  const add = (files: readonly File[]): void => {
    if (files.length === 0) return;
    if (!open() || target.line === null) {
      actions.say(t('sidebar.media.not_now'), 'stop');
      return;
    }
    const left = uploads.add(draft, target.line, files);
    if (left > 0) actions.say(t('sidebar.media.too_many', { most: MOST_ATTACHMENTS }), 'stop');
  };
  const keep = (stays: (one: Attachment) => boolean): void => {
    drafts.write(draft, { media: drafts.of(draft).peek().media.filter(stays) });
  };

  return {
    media,
    sending,
    any: media.length + sending.length > 0,
    line,
    draft,
    obstacle,
    busy: isBusy(sending),
    good: obstacle === null && sending.every(({ state }) => state !== 'failed'),
    add,
    remove: (id) => keep((one) => one.id !== id),
    cancel: (id) => uploads.remove(draft, id),
    retry: (id) => uploads.retry(draft, id),
    useLinks() {
      const now = drafts.of(draft).peek();
      const text = withAddresses(now.text, now.media);
      drafts.write(draft, { text, media: now.media.filter(({ link }) => link === null) });
    },
    onPaste(event) {
      const data = event.clipboardData;
      // Office programs put a picture of the words beside the words.
      if (data === null || data.files.length === 0 || data.types.includes('text/plain')) return;
      event.preventDefault();
      add([...data.files]);
    },
    async settled() {
      const whole = await uploads.settled(draft);
      const good = whole && obstacleOf(drafts.of(draft).peek().media, line) === null;
      if (!good) actions.say(t('sidebar.media.held'), 'stop');
      return good;
    },
  };
}

/** Files dragged over the sidebar: whether they are, and what to do with those let go. */
export function useDrop(add: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const life = new AbortController();
    const on = (kind: 'dragover' | 'dragleave' | 'drop', run: (event: DragEvent) => void): void =>
      document.addEventListener(kind, (event) => carriesFiles(event) && run(event), {
        signal: life.signal,
      });
    on('dragover', () => setOver(true));
    // Leaving the document, not one element for another.
    on('dragleave', ({ relatedTarget }) => setOver(relatedTarget !== null));
    on('drop', (event) => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => life.abort();
  }, []);
  return over;
}
