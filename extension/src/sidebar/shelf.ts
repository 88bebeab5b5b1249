/**
 * Many stored things of one kind, each under a key of its own, so that two frames that write
 * different ones never overwrite each other. Values carry the shelf's version.
 */
import { browser } from '../chrome';
import { type Check, plainObject } from '../shape';
import type { Area, StorageApi } from '../storage';

/** What the service worker removes at sign-out. */
export const PREFIX = { draft: 'draft:', outbox: 'outbox:', snapshot: 'snapshot:' } as const;

export interface Shelf<T> {
  all(): Promise<Map<string, T>>;
  /** Stores one thing; `also` is written in the same step (see `entry`). */
  put(name: string, value: T, also?: Record<string, unknown>): Promise<void>;
  /** The raw form of a thing, to be written together with another shelf's. */
  entry(name: string, value: T): Record<string, unknown>;
  drop(...names: string[]): Promise<void>;
  /** Tells of every change in any context, this one included; null when it was dropped. */
  watch(listener: (name: string, value: T | null) => void, signal: AbortSignal): void;
}

export function shelf<T>(
  area: Area,
  prefix: string,
  version: number,
  check: Check<T>,
  storage: StorageApi = browser?.storage,
): Shelf<T> {
  const open = (stored: unknown): T | null =>
    plainObject(stored) && stored.v === version && check(stored.d) ? stored.d : null;
  const entry = (name: string, value: T): Record<string, unknown> => ({
    [prefix + name]: { v: version, d: value },
  });
  return {
    entry,
    async all() {
      const found = new Map<string, T>();
      for (const [key, stored] of Object.entries(await storage[area].get(null))) {
        if (!key.startsWith(prefix)) continue;
        const value = open(stored);
        if (value !== null) found.set(key.slice(prefix.length), value);
      }
      return found;
    },
    put: (name, value, also = {}) => storage[area].set({ ...also, ...entry(name, value) }),
    drop: (...names) => storage[area].remove(names.map((name) => prefix + name)),
    watch(listener, signal) {
      const onChange = (
        changes: Record<string, chrome.storage.StorageChange>,
        where: string,
      ): void => {
        if (where !== area) return;
        for (const [key, change] of Object.entries(changes)) {
          if (key.startsWith(prefix)) listener(key.slice(prefix.length), open(change.newValue));
        }
      };
      storage.onChanged.addListener(onChange);
      signal.addEventListener('abort', () => storage.onChanged.removeListener(onChange));
    },
  };
}
