/** A file of a text: what it is, and what can be done with it. Sound and film play in place. */
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { sizeWords } from '../../format/bytes';
import { KIND_WORDS, rendersAs } from '../../media/kinds';
import type { MediaItem } from '../../wire';
import { Icon } from '../Icon';
import { kindIcon } from './kindIcon';
import { Player } from './Player';

/** Why it is not there, in words; null when it is. */
function absence({ state, words, kind }: MediaItem): string | null {
  if (state === 'ready') return null;
  if (state === 'pending') {
    return t(kind === 'image' ? 'sidebar.media.pending.image' : 'sidebar.media.pending.file');
  }
  return words || t(state === 'blocked' ? 'sidebar.media.blocked' : 'sidebar.media.failed');
}

export function FileChip({ item }: { item: MediaItem }) {
  const { actions, locale } = useDesk();
  const [playing, setPlaying] = useState(false);
  const [unplayable, setUnplayable] = useState(false);
  const missing = absence(item);
  const kind = t(KIND_WORDS[item.kind]);
  const name = item.name || kind;
  const as = rendersAs(item.content_type);
  const plays = missing === null && !unplayable && (as === 'audio' || as === 'video');
  const size = item.bytes === null ? '' : sizeWords(item.bytes, locale);
  if (playing && plays) {
    const stop = (): void => {
      setPlaying(false);
      setUnplayable(true);
    };
    return <Player item={item} as={as} failed={stop} />;
  }
  const lost = item.state === 'failed' || item.state === 'blocked';
  return (
    <div class={lost ? 'file lost' : 'file'} data-state={item.state}>
      <span class="face" aria-hidden="true">
        <Icon name={kindIcon(item.kind)} />
      </span>
      <span class="about">
        <b dir="auto">{name}</b>
        <span class="facts">
          {missing ?? [kind, size].filter(Boolean).join(' · ')}
          {unplayable && ` · ${t('sidebar.media.not_shown')}`}
        </span>
      </span>
      {plays && (
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.media.play', { name })}
          title={t('sidebar.media.play', { name })}
          onClick={() => setPlaying(true)}
        >
          <Icon name="play" size={18} />
        </button>
      )}
      {missing === null && (
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.media.download', { name })}
          title={t('sidebar.media.download', { name })}
          onClick={() => void actions.download(item)}
        >
          <Icon name="download" size={18} />
        </button>
      )}
    </div>
  );
}
