/** The pictures of a conversation that can be looked at. Pure. */
import type { Timeline } from '../timeline';
import type { MediaItem } from '../wire';
import { rendersAs } from './kinds';

/** In the order of the conversation. */
export function picturesOf({ items }: Timeline): MediaItem[] {
  return items
    .flatMap((item) => (item.kind === 'message' ? (item.media ?? []) : []))
    .filter(({ state, content_type }) => state === 'ready' && rendersAs(content_type) === 'image');
}
