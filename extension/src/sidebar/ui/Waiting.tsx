/** A text or note between the press and the server's word, as the bubble it will become. */
import { t } from '../../words';
import { useDesk } from '../desk';
import { withMedia } from '../format/media';
import { clockTime } from '../format/time';
import { type Entry, isUndecided } from '../outbox';
import { Linked } from './Linked';
import { Media } from './media/Media';

function stateWords(entry: Entry, online: boolean): string {
  if (entry.undo) return t('sidebar.state.undoing');
  if (isUndecided(entry)) return t('sidebar.state.not_sent_yet');
  if (!online) return t('sidebar.state.offline');
  if (entry.tries > 0) return t('sidebar.state.trying_again');
  return t('sidebar.state.sending');
}

export function Waiting({ entry }: { entry: Entry }) {
  const { store, actions, locale } = useDesk();
  const failed = entry.state === 'failed';
  const status = failed
    ? t('sidebar.state.refused', { why: entry.problem ?? '' })
    : stateWords(entry, store.online.value);
  const time = clockTime(entry.pressed, locale);
  const media = entry.media ?? [];
  const spoken = withMedia(entry.text, media);
  const look = entry.kind === 'note' ? 'note' : 'text out';
  const name = t('sidebar.item.text', { sender: t('sidebar.you'), time, text: spoken, status });
  const undoable =
    entry.kind === 'text' && !entry.undo && (entry.state === 'queued' || entry.state === 'sending');
  return (
    <li
      class={media.length > 0 ? `${look} with-media` : look}
      aria-label={name}
      data-status={entry.state}
      data-key={entry.key}
    >
      <Media media={media} />
      {entry.text !== '' && (
        <p class={entry.kind === 'note' ? 'words' : 'bubble waiting'} dir="auto">
          {entry.kind === 'note' && (
            <strong>{t('sidebar.note.by', { name: t('sidebar.you') })} — </strong>
          )}
          <Linked text={entry.text} />
        </p>
      )}
      <p class={failed ? 'meta failed' : 'meta'}>
        {!failed && (
          <span>
            {t('sidebar.you')} · {time}
          </span>
        )}
        <span class={failed ? 'fail' : 'after-dot'}>{status}</span>
        {undoable && (
          <button type="button" onClick={() => actions.undoEntry(entry)}>
            {t('sidebar.undo')}
          </button>
        )}
        {failed && (
          <>
            <button type="button" onClick={() => actions.tryAgain(entry)}>
              {t('sidebar.try_again')}
            </button>
            <button type="button" onClick={() => actions.backToDraft(entry)}>
              {t('sidebar.edit')}
            </button>
          </>
        )}
      </p>
    </li>
  );
}
