/**
 * A text that is held until the rep has decided: somebody wrote since they looked, or the CRM says
 * something else than the words by now. Read first; one key sends.
 */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { withMedia } from '../format/media';
import { firstWord } from '../format/names';
import type { Entry } from '../outbox';
import { pieces } from '../record/values';
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

/** The words with what was, and what the CRM says now, in their places. */
function Differing({ entry }: { entry: Entry }) {
  return (
    <>
      {pieces(entry.text, entry.changes ?? []).map((part, i) =>
        typeof part === 'string' ? (
          part
        ) : (
          <span key={`${i} ${part.new}`}>
            <del aria-hidden="true">{part.old}</del>{' '}
            <ins>
              {part.new}
              <span class="unseen"> {t('sidebar.values.instead', { old: part.old })}</span>
            </ins>
          </span>
        ),
      )}
    </>
  );
}

/** What the CRM has no more: its words stay, and the rep answers for them. */
function Missing({ entry }: { entry: Entry }) {
  const lost = (entry.changes ?? []).filter((change) => change.new === '');
  return (
    <>
      {lost.map(({ name, old }) => (
        <p class="lost" key={name}>
          {t('sidebar.values.missing', { old })}
        </p>
      ))}
    </>
  );
}

function Why({ entry }: { entry: Entry }) {
  if (entry.state === 'moved') {
    return (
      <p class="why">
        <strong>{t('sidebar.moved.title', { name: whoWrote(entry) })}</strong>{' '}
        {t('sidebar.moved.todo')}
      </p>
    );
  }
  // Nothing to compare with: the record itself is gone, and the server says how.
  const gone = (entry.changes ?? []).length === 0;
  return (
    <p class="why">
      <strong>{t('sidebar.values.changed')}</strong>{' '}
      {gone && entry.problem ? entry.problem : t('sidebar.values.look')}
    </p>
  );
}

function sendWords({ state, changes = [] }: Entry): string {
  if (state === 'moved') return t('sidebar.moved.send');
  const anything = changes.some((change) => change.new !== '');
  return t(anything ? 'sidebar.values.send' : 'sidebar.values.send_same');
}

export function Undecided({ entry, takeFocus }: { entry: Entry; takeFocus: boolean }) {
  const { actions, store } = useDesk();
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only where the rep was writing; what they typed next must not go to the page.
    if (takeFocus) send.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="moved" role="alert">
      <Why entry={entry} />
      <p class="words" dir="auto">
        {entry.state === 'changed' && entry.text !== '' ? (
          <Differing entry={entry} />
        ) : (
          withMedia(entry.text, entry.media ?? [])
        )}
      </p>
      <Missing entry={entry} />
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
          onClick={() => actions.goOn(entry)}
        >
          {sendWords(entry)}{' '}
          <span class="keycap" aria-hidden="true">
            {glyphs(SHORTCUTS.send.keys)}
          </span>
        </button>
      </div>
    </div>
  );
}
