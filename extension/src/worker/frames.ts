/** The frames of the live stream, as far as the service worker reads them. */
import type { LiveEvent } from '../messages';
import { isServerFrame } from '../schema/events';
import { plainObject, whole } from '../shape';

const isSeq = whole();

export type ServerFrame =
  | { type: 'ready' | 'reset' | 'ping'; head: number }
  | { type: 'event'; event: LiveEvent };

/**
 * The frame in a text, or null for anything else. An event that a newer server has and this release
 * has not is read as "fetch what you show again".
 */
export function parseFrame(raw: unknown): ServerFrame | null {
  if (typeof raw !== 'string') return null;
  let frame: unknown;
  try {
    frame = JSON.parse(raw);
  } catch {
    return null;
  }
  if (isServerFrame(frame)) {
    if (frame.type !== 'event') return { type: frame.type, head: frame.head };
    const { seq, at, data } = frame;
    return { type: 'event', event: { seq, at, data } };
  }
  if (!plainObject(frame) || frame.type !== 'event' || !isSeq(frame.seq)) return null;
  return { type: 'reset', head: frame.seq };
}
