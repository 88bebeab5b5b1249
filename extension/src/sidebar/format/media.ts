/** Pictures and files in words, for who hears the conversation. */
import { plural } from '../../words';
import type { MediaItem } from '../wire';

/** `2 pictures, 1 file. See these`. */
export function withMedia(text: string, media: readonly MediaItem[]): string {
  const pictures = media.filter(({ kind }) => kind === 'image').length;
  const files = media.length - pictures;
  const counted = [
    pictures > 0 ? plural('sidebar.media.pictures', pictures) : '',
    files > 0 ? plural('sidebar.media.files', files) : '',
  ];
  const waits = media.flatMap(({ state, words }) => (state === 'ready' ? [] : (words ?? [])));
  const said = [...counted.filter(Boolean), ...waits].join(', ');
  return [said, text].filter(Boolean).join('. ');
}
