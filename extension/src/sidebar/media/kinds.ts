/**
 * What a frame of ours may render, and how a file is named on the rep's disk. Pure. Only types that
 * can't run anything are rendered; SVG and HTML are documents and are offered as downloads alone.
 */
import type { WordKey } from '../../words';
import type { MediaItem } from '../wire';

export type Rendered = 'image' | 'video' | 'audio';
export type MediaKind = MediaItem['kind'];

const RENDERED: ReadonlyMap<string, Rendered> = new Map([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['image/gif', 'image'],
  ['image/webp', 'image'],
  ['image/bmp', 'image'],
  ['image/avif', 'image'],
  ['video/mp4', 'video'],
  ['video/webm', 'video'],
  ['video/3gpp', 'video'],
  ['video/quicktime', 'video'],
  ['audio/mpeg', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/aac', 'audio'],
  ['audio/ogg', 'audio'],
  ['audio/wav', 'audio'],
  ['audio/x-wav', 'audio'],
  ['audio/webm', 'audio'],
]);

/** `image/jpeg` of `Image/JPEG; charset=binary`. */
export const bareType = (contentType: string): string =>
  contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** As what the browser may show it; null for everything that is only offered as a download. */
export function rendersAs(contentType: string): Rendered | null {
  return RENDERED.get(bareType(contentType)) ?? null;
}

/**
 * Whether it is shown as a picture: by itself, or by the JPEG that the server made of one that no
 * browser shows (HEIC).
 */
export const isSeen = ({ kind, content_type, thumbnail }: MediaItem): boolean =>
  rendersAs(content_type) === 'image' || (kind === 'image' && thumbnail);

/** What a file says it is before the server has looked into it: for a drawing, for nothing else. */
export function guessedKind(contentType: string): MediaKind {
  const [family = ''] = bareType(contentType).split('/');
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  if (bareType(contentType) === 'application/pdf') return 'pdf';
  return /vcard/.test(contentType) ? 'vcard' : 'file';
}

export const KIND_WORDS = {
  image: 'sidebar.media.kind.image',
  video: 'sidebar.media.kind.video',
  audio: 'sidebar.media.kind.audio',
  pdf: 'sidebar.media.kind.pdf',
  vcard: 'sidebar.media.kind.vcard',
  file: 'sidebar.media.kind.file',
} as const satisfies Record<MediaKind, WordKey>;

/** Path separators, reserved characters, controls, and marks that turn the direction of writing. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}]/gu;
const LONGEST_NAME = 120;

/** A name for the disk: it can't leave its folder, and shows the end that it has. */
export function fileName(name: string): string {
  const safe = name
    .replaceAll(UNSAFE, '')
    .replace(/^[.\s]+/, '')
    .trim();
  if (safe.length <= LONGEST_NAME) return safe || 'attachment';
  const end = /\.\w{1,8}$/.exec(safe)?.[0] ?? '';
  return safe.slice(0, LONGEST_NAME - end.length) + end;
}
