/** A picture or file that goes with a draft: what the server made of an upload. Pure. */
import { type Check, flag, listOf, oneOf, optional, orNull, shape, text, whole } from '../../shape';
import type { Line, MediaItem, UploadedMedia } from '../wire';

/** `link` is for lines that can't send media; null where the server gave none. */
export type Attachment = MediaItem & { link: string | null };

/** What the server takes with one text (contracts/timeline.py). */
export const MOST_ATTACHMENTS = 10;

const isAttachment = shape<Attachment>({
  id: text(64),
  kind: oneOf(['image', 'video', 'audio', 'pdf', 'vcard', 'file']),
  content_type: text(200),
  bytes: orNull(whole()),
  name: text(500),
  width: orNull(whole()),
  height: orNull(whole()),
  thumbnail: flag,
  state: oneOf(['pending', 'ready', 'failed', 'blocked']),
  words: orNull(text(500)),
  link: orNull(text(2000)),
});

export const isAttachments: Check<Attachment[] | undefined> = optional(
  listOf(isAttachment, MOST_ATTACHMENTS),
);

/** Keeps the members that are known: what is stored is checked member by member when read. */
export function attachment(made: MediaItem | UploadedMedia): Attachment {
  const { id, kind, content_type, bytes, name, width, height, thumbnail, state, words } = made;
  const link = 'link' in made ? made.link : null;
  return { id, kind, content_type, bytes, name, width, height, thumbnail, state, words, link };
}

export const ids = (list: readonly MediaItem[]): string[] => list.map(({ id }) => id);

export const sumOf = (list: readonly MediaItem[]): number =>
  list.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);

/** Why these can't go with one text from this line. */
export type Obstacle = 'no_mms' | 'too_large';

export function obstacleOf(
  list: readonly MediaItem[],
  line: Pick<Line, 'mms' | 'media_limit'> | undefined,
): Obstacle | null {
  if (list.length === 0 || line === undefined) return null;
  if (!line.mms) return 'no_mms';
  return sumOf(list) > line.media_limit ? 'too_large' : null;
}

/** The draft's words with the addresses of these behind them, each on a line of its own. */
export function withAddresses(words: string, list: readonly Attachment[]): string {
  const links = list.flatMap(({ link }) => link ?? []);
  return [words.trimEnd(), ...links].filter((part) => part !== '').join('\n');
}
