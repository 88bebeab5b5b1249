/**
 * One stored thing each, with a version. `chrome.storage` only: web storage, IndexedDB and locks
 * are denied to a frame embedded in another site.
 */
import { browser } from './chrome';
import { type Check, plainObject } from './shape';

export type Area = 'local' | 'session';

export interface ItemOptions<T> {
  version: number;
  fallback: T;
  /** Whether a stored value can be trusted; anything else reads as the fallback. */
  check: Check<T>;
  /** Turns a value stored by an older version into the present form, or null to start anew. */
  migrate?: (old: unknown, version: number) => T | null;
}

export interface Item<T> {
  get(): Promise<T>;
  set(value: T): Promise<void>;
  /** Read, change, write; updates of one item from one context never interleave. */
  update(change: (value: T) => T): Promise<T>;
  remove(): Promise<void>;
  watch(listener: (value: T) => void, signal: AbortSignal): void;
}

export type StorageApi = Pick<typeof chrome.storage, 'local' | 'session' | 'onChanged'>;

/** An item `key` in an area. Stored as `{v: version, d: value}`. */
export function item<T>(
  area: Area,
  key: string,
  options: ItemOptions<T>,
  storage: StorageApi = browser?.storage,
): Item<T> {
  let queue: Promise<unknown> = Promise.resolve();

  const open = (stored: unknown): T => {
    if (!plainObject(stored) || typeof stored.v !== 'number') return options.fallback;
    const value =
      stored.v === options.version ? stored.d : (options.migrate?.(stored.d, stored.v) ?? null);
    return options.check(value) ? value : options.fallback;
  };

  const self: Item<T> = {
    async get() {
      return open((await storage[area].get(key))[key]);
    },
    set: (value) => storage[area].set({ [key]: { v: options.version, d: value } }),
    update(change) {
      const done = queue.then(async () => {
        const value = change(await self.get());
        await self.set(value);
        return value;
      });
      queue = done.catch(() => undefined);
      return done;
    },
    remove: () => storage[area].remove(key),
    watch(listener, signal) {
      const onChange = (
        changes: Record<string, chrome.storage.StorageChange>,
        where: string,
      ): void => {
        const change = changes[key];
        if (where === area && change !== undefined) listener(open(change.newValue));
      };
      storage.onChanged.addListener(onChange);
      signal.addEventListener('abort', () => storage.onChanged.removeListener(onChange));
    },
  };
  return self;
}
