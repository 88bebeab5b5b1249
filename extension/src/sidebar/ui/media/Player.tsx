/** Sound or film in place, with the browser's own controls. Begun by the press that made it. */
import { useEffect } from 'preact/hooks';
import { t } from '../../../words';
import { useShown } from '../../media/shown';
import type { MediaItem } from '../../wire';

interface Props {
  item: MediaItem;
  as: 'audio' | 'video';
  failed(): void;
}

export function Player({ item, as, failed }: Props) {
  const shown = useShown(item.id, 'whole', as);
  useEffect(() => {
    if (shown.state === 'failed') failed();
  }, [shown.state]);
  const name = item.name;
  if (shown.state !== 'ready') {
    return (
      <p class="file" role="status">
        {t('sidebar.media.loading', { name })}
      </p>
    );
  }
  const playing = {
    'aria-label': name,
    src: shown.url,
    controls: true,
    autoPlay: true,
    onError: failed,
  };
  return as === 'video' ? (
    <video class="player" playsInline {...playing} />
  ) : (
    <audio class="player" {...playing} />
  );
}
