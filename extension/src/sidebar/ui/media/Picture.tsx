/** A picture in the conversation. Its place has its size before it is there, so nothing moves. */
import { useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { useShown } from '../../media/shown';
import { useNear } from '../../media/sight';
import type { MediaItem } from '../../wire';
import { FileChip } from './FileChip';

/** Loaded before it is on screen. */
const AHEAD_PX = 600;
const HIGHEST_PX = 320;
/** Of a picture whose size is not known yet. */
const USUAL = { width: 4, height: 3 } as const;
/** Neither a stripe nor a tower: the rest is seen when it is opened. */
const RATIO = { least: 0.5, most: 2.4 } as const;

function sizeOf({ width, height }: MediaItem): { aspectRatio: string; inlineSize: string } {
  const known = width && height ? width / height : USUAL.width / USUAL.height;
  const ratio = Math.min(RATIO.most, Math.max(RATIO.least, known));
  const widest = Math.round(HIGHEST_PX * ratio);
  return { aspectRatio: String(ratio), inlineSize: `min(100%, ${Math.max(96, widest)}px)` };
}

interface Props {
  item: MediaItem;
  /** The only one of its text: it keeps its own shape. */
  alone: boolean;
}

export function Picture({ item, alone }: Props) {
  const { store } = useDesk();
  const box = useRef<HTMLElement>(null);
  const pending = item.state === 'pending';
  const near = useNear(box, AHEAD_PX, !pending);
  const [broken, setBroken] = useState(false);
  const part = item.thumbnail ? 'thumbnail' : 'whole';
  const shown = useShown(item.id, part, 'image', near && !broken);
  if (broken || shown.state === 'failed') return <FileChip item={item} />;
  const style = alone ? sizeOf(item) : {};
  if (pending) {
    return (
      <span class="picture pending" style={style}>
        {t('sidebar.media.pending.image')}
      </span>
    );
  }
  const name = item.name || t('sidebar.media.kind.image');
  return (
    <button
      ref={box as { current: HTMLButtonElement | null }}
      type="button"
      class="picture"
      style={style}
      aria-label={t('sidebar.media.open', { name })}
      aria-haspopup="dialog"
      onClick={() => {
        store.viewing.value = item.id;
      }}
    >
      {shown.state === 'ready' && (
        <img
          src={shown.url}
          alt={t('sidebar.media.alt', { name })}
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </button>
  );
}
