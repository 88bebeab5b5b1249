/** The frames of the live stream, as far as the service worker reads them. */
import { isLiveEvent, type LiveEvent } from '../messages';
import { plainObject } from '../shape';

export type ServerFrame =
  | { type: 'ready' | 'reset' | 'ping'; head: number }
  | { type: 'event'; event: LiveEvent };

/** The frame in a text, or null for anything else; unknown types are for newer clients. */
export function parseFrame(raw: unknown): ServerFrame | null {
  if (typeof raw !== 'string') return null;
  let frame: unknown;
  try {
    frame = JSON.parse(raw);
  } catch {
    return null;
  }
  if (!plainObject(frame)) return null;
  const { type, head } = frame;
  if (type === 'event') {
    return isLiveEvent(frame)
      ? { type, event: { seq: frame.seq, at: frame.at, data: frame.data } }
      : null;
  }
  if (type !== 'ready' && type !== 'reset' && type !== 'ping') return null;
  return Number.isSafeInteger(head) ? { type, head: head as number } : null;
}
