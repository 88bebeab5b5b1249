/** The drawing of a kind of file. */
import type { MediaKind } from '../../media/kinds';
import type { IconName } from '../Icon';

const ICONS = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  pdf: 'file',
  vcard: 'card',
  file: 'file',
} as const satisfies Record<MediaKind, IconName>;

export const kindIcon = (kind: MediaKind): IconName => ICONS[kind];
