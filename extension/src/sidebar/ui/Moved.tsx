/** A text that is held because somebody wrote since the rep looked: read first, then decide. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { withMedia } from '../format/media';
import { firstWord } from '../format/names';
import type { Entry } from '../outbox';
import { ariaKeys, glyphs, SHORTCUTS } from '../shortcuts';
import type { MessageItem, NoteItem } from '../wire';

/** Whoever wrote last of what was not seen. */
function whoWrote(entry: Entry): string {
  const last = entry.unseen.findLast(
    (item): item is MessageItem | NoteItem => item.kind !== 'event',
  );
  if (last === undefined || (last.kind === 'message' && last.direction === 'in'))
    return entry.to.short;
  return last.author === null ? t('sidebar.automation') : firstWord(last.author.name);
}

export function Moved({ entry, takeFocus }: { entry: Entry; takeFocus: boolean }) {
  const { actions, store } = useDesk();
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only where the rep was writing; what they typed next must not go to the page.
    if (takeFocus) send.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="moved" role="alert">
      <p class="why">
        <strong>{t('sidebar.moved.title', { name: whoWrote(entry) })}</strong>{' '}
        {t('sidebar.moved.todo')}
      </p>
      <p class="words" dir="auto">
        {withMedia(entry.text, entry.media ?? [])}
      </p>
      <div class="act">
        <button
          type="button"
          aria-keyshortcuts={ariaKeys('escape')}
          onClick={() => actions.backToDraft(entry)}
        >
          {t('sidebar.moved.edit')}{' '}
          <span class="keycap" aria-hidden="true">
            {glyphs(SHORTCUTS.escape.keys)}
          </span>
        </button>
        <button
          ref={send}
          type="button"
          class="primary"
          disabled={store.locked.value}
          aria-keyshortcuts={ariaKeys('send')}
          onClick={() => actions.sendAnyway(entry)}
        >
          {t('sidebar.moved.send')}{' '}
          <span class="keycap" aria-hidden="true">
            {glyphs(SHORTCUTS.send.keys)}
          </span>
        </button>
      </div>
    </div>
  );
}
