/** The pictures of a conversation that can be looked at. Pure. */
import type { Timeline } from '../timeline';
import type { MediaItem } from '../wire';
import { isSeen } from './kinds';

/** In the order of the conversation. */
export function picturesOf({ items }: Timeline): MediaItem[] {
  return items
    .flatMap((item) => (item.kind === 'message' ? (item.media ?? []) : []))
    .filter((one) => one.state === 'ready' && isSeen(one));
}
