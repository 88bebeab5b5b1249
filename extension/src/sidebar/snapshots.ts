/**
 * The last twenty snapshots, in memory and in `storage.session` (never on disk), so that a record
 * seen before is painted at once, also after a full page load. They are painted locked: only a
 * fresh answer says whom a record means.
 */
import { plainObject } from '../shape';
import { PREFIX, shelf } from './shelf';
import type { Timeline } from './timeline';
import type { Beside } from './wire';

export interface Kept {
  workspace: string;
  beside: Beside;
  timeline: Timeline;
  at: number;
}

export interface Snapshots {
  load(): Promise<void>;
  get(workspace: string, key: string): Kept | null;
  keep(key: string, kept: Kept): void;
}

export const KEPT = 20;

function isKept(value: unknown): value is Kept {
  return (
    plainObject(value) &&
    typeof value.workspace === 'string' &&
    plainObject(value.beside) &&
    plainObject(value.timeline) &&
    Array.isArray(value.timeline.items)
  );
}

const newShelf = () => shelf('session', PREFIX.snapshot, 1, isKept);

export function snapshots(kept = newShelf()): Snapshots {
  const all = new Map<string, Kept>();
  return {
    async load() {
      const found = [...(await kept.all())].sort(([, a], [, b]) => a.at - b.at);
      for (const [key, value] of found) if (!all.has(key)) all.set(key, value);
    },
    get(workspace, key) {
      const value = all.get(key);
      return value?.workspace === workspace ? value : null;
    },
    keep(key, value) {
      // From where the newest page begins: its cursor reaches exactly what lies before.
      const first = value.beside.timeline.items[0];
      const items = value.timeline.items.filter(
        (item) => first === undefined || item.at >= first.at,
      );
      const timeline = { items, older: value.beside.timeline.next_cursor ?? null };
      all.delete(key);
      all.set(key, { ...value, timeline });
      const tooMany = [...all.keys()].slice(0, Math.max(0, all.size - KEPT));
      for (const old of tooMany) all.delete(old);
      // A full or missing storage costs speed, not correctness.
      void kept.put(key, { ...value, timeline }).catch(() => undefined);
      if (tooMany.length > 0) void kept.drop(...tooMany).catch(() => undefined);
    },
  };
}
