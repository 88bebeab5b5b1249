import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gallery, KEPT } from '../../../src/sidebar/media/gallery';

const jpeg = (size = 4) => new Blob([new Uint8Array(size)], { type: 'image/jpeg' });

let alive: Set<string>;
beforeEach(() => {
  alive = new Set();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made += 1;
    alive.add(`blob:${made}`);
    return `blob:${made}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void alive.delete(url));
});
afterEach(() => vi.restoreAllMocks());

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the gallery', () => {
  it('fetches a picture once, however many show it', async () => {
    const media = vi.fn(async () => jpeg());
    const pictures = gallery({ media });
    const one = pictures.hold('a', 'thumbnail', 'image');
    const two = pictures.hold('a', 'thumbnail', 'image');
    await settled();
    expect(media).toHaveBeenCalledTimes(1);
    expect(media).toHaveBeenCalledWith('a', '/thumbnail', expect.any(AbortSignal));
    expect(one.shown.value).toEqual({ state: 'ready', url: 'blob:1' });
    expect(two.shown.value).toBe(one.shown.value);
  });

  it('gives back what nobody has looked at for long, and never what is on screen', async () => {
    const pictures = gallery({ media: async () => jpeg() });
    const watched = pictures.hold('watched', 'thumbnail', 'image');
    for (let n = 0; n < KEPT.pictures + 20; n += 1) {
      const held = pictures.hold(`p${n}`, 'thumbnail', 'image');
      await settled();
      held.release();
    }
    expect(alive.size).toBe(KEPT.pictures + 1);
    expect(watched.shown.value).toMatchObject({ state: 'ready' });
    pictures.clear();
    expect(alive.size).toBe(0);
  });

  it('is bounded in bytes, too', async () => {
    const pictures = gallery({ media: async () => jpeg(10_000_000) });
    for (const id of ['a', 'b', 'c', 'd']) {
      const held = pictures.hold(id, 'whole', 'image');
      await settled();
      held.release();
    }
    expect(alive.size).toBe(2);
  });

  it('does not wait for what has left the screen, and tries again what failed', async () => {
    const asked: AbortSignal[] = [];
    const media = vi.fn((_id: string, _part: string, signal?: AbortSignal) => {
      if (signal) asked.push(signal);
      return asked.length === 1 ? new Promise<Blob>(() => undefined) : Promise.resolve(jpeg());
    });
    const pictures = gallery({ media });
    pictures.hold('a', 'thumbnail', 'image').release();
    expect(asked[0]?.aborted).toBe(true);
    const again = pictures.hold('a', 'thumbnail', 'image');
    await settled();
    expect(again.shown.value.state).toBe('ready');
  });

  it('fetches three at a time', async () => {
    const media = vi.fn(() => new Promise<Blob>(() => undefined));
    const pictures = gallery({ media });
    for (const id of ['a', 'b', 'c', 'd', 'e']) pictures.hold(id, 'thumbnail', 'image');
    await settled();
    expect(media).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['text/html', 'image'],
    ['image/svg+xml', 'image'],
    ['application/xhtml+xml', 'image'],
    ['application/octet-stream', 'image'],
    ['', 'image'],
    ['image/jpeg', 'video'],
    ['video/mp4', 'image'],
  ] as const)('never makes an address of %s where %s is meant', async (type, as) => {
    const pictures = gallery({ media: async () => new Blob(['<script>'], { type }) });
    const held = pictures.hold('a', 'whole', as);
    await settled();
    expect(held.shown.value).toEqual({ state: 'failed' });
    expect(alive.size).toBe(0);
  });
});
