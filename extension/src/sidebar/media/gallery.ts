/**
 * Pictures and files of the server as object URLs: fetched with the token (which never stands in an
 * address), shared by everything that shows the same one, and given back to the browser when
 * nobody looks any more. Three are fetched at a time, so that a record is never kept waiting.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Api } from '../api';
import { bareType, type Rendered, rendersAs } from './kinds';

export type Part = 'thumbnail' | 'whole';

export type Shown =
  | { state: 'loading' }
  | { state: 'ready'; url: string }
  /** It could not be had, or is not what a frame of ours may render. */
  | { state: 'failed' };

export interface Held {
  readonly shown: ReadonlySignal<Shown>;
  release(): void;
}

export interface Gallery {
  /** An address while it is held. */
  hold(id: string, part: Part, as: Rendered): Held;
  /** Forgets everything, for another member. */
  clear(): void;
}

/** Kept after the last look, for scrolling back. */
export const KEPT = { pictures: 60, bytes: 24_000_000 } as const;
const AT_A_TIME = 3;

interface Picture {
  shown: Signal<Shown>;
  holders: number;
  bytes: number;
  stop: AbortController;
}

const LOADING: Shown = { state: 'loading' };

export function gallery(api: Pick<Api, 'media'>): Gallery {
  /** In the order of their last release: the first goes first. */
  const pictures = new Map<string, Picture>();
  const queue: (() => Promise<void>)[] = [];
  let under = 0;

  const next = (): void => {
    while (under < AT_A_TIME) {
      const job = queue.shift();
      if (job === undefined) return;
      under += 1;
      void job().finally(() => {
        under -= 1;
        next();
      });
    }
  };

  const drop = (key: string, picture: Picture): void => {
    picture.stop.abort();
    const shown = picture.shown.peek();
    if (shown.state === 'ready') URL.revokeObjectURL(shown.url);
    if (pictures.get(key) === picture) pictures.delete(key);
  };

  const trim = (): void => {
    const idle = [...pictures].filter(([, { holders }]) => holders === 0);
    let bytes = idle.reduce((sum, [, picture]) => sum + picture.bytes, 0);
    let left = idle.length;
    for (const [key, picture] of idle) {
      if (left <= KEPT.pictures && bytes <= KEPT.bytes) return;
      left -= 1;
      bytes -= picture.bytes;
      drop(key, picture);
    }
  };

  const load = async (picture: Picture, id: string, part: Part, as: Rendered): Promise<void> => {
    const { signal: stopped } = picture.stop;
    if (stopped.aborted) return;
    try {
      const blob = await api.media(id, part === 'whole' ? '' : '/thumbnail', stopped);
      if (stopped.aborted) return;
      if (rendersAs(blob.type) !== as) throw new TypeError(blob.type);
      const url = URL.createObjectURL(blob.slice(0, blob.size, bareType(blob.type)));
      picture.bytes = blob.size;
      picture.shown.value = { state: 'ready', url };
    } catch {
      if (!stopped.aborted) picture.shown.value = { state: 'failed' };
    }
  };

  return {
    hold(id, part, as) {
      const key = `${part} ${as} ${id}`;
      const known = pictures.get(key);
      const picture = known ?? {
        shown: signal(LOADING),
        holders: 0,
        bytes: 0,
        stop: new AbortController(),
      };
      picture.holders += 1;
      if (known === undefined) {
        pictures.set(key, picture);
        queue.push(() => load(picture, id, part, as));
        next();
      }
      let held = true;
      return {
        shown: picture.shown,
        release() {
          if (!held) return;
          held = false;
          picture.holders -= 1;
          if (picture.holders > 0 || pictures.get(key) !== picture) return;
          // What is not here by now is not worth waiting for, what failed is tried again.
          if (picture.shown.peek().state !== 'ready') {
            drop(key, picture);
            return;
          }
          pictures.delete(key);
          pictures.set(key, picture);
          trim();
        },
      };
    },
    clear() {
      for (const [key, picture] of pictures) drop(key, picture);
    },
  };
}
