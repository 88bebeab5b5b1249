/** The pictures and files of one text, above its words. */
import './Media.css';
import { isSeen } from '../../media/kinds';
import type { MediaItem } from '../../wire';
import { FileChip } from './FileChip';
import { Picture } from './Picture';

/** Shown as a picture, or as the place of one that is on its way. */
function isPicture(item: MediaItem): boolean {
  if (item.kind !== 'image') return false;
  return item.state === 'pending' || (item.state === 'ready' && isSeen(item));
}

export function Media({ media }: { media: readonly MediaItem[] }) {
  if (media.length === 0) return null;
  const pictures = media.filter(isPicture);
  const files = media.filter((one) => !isPicture(one));
  return (
    <div class="media">
      {pictures.length > 0 && (
        <div class={pictures.length === 1 ? 'pictures single' : 'pictures'}>
          {pictures.map((item) => (
            <Picture key={item.id} item={item} alone={pictures.length === 1} />
          ))}
        </div>
      )}
      {files.map((item) => (
        <FileChip key={item.id} item={item} />
      ))}
    </div>
  );
}
