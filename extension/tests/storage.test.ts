import { describe, expect, it, vi } from 'vitest';
import { text } from '../src/shape';
import { item } from '../src/storage';
import { fakeStorage } from './chrome';

const made = (storage = fakeStorage(), version = 2) => ({
  storage,
  name: item<string>(
    'local',
    'name',
    {
      version,
      fallback: 'nobody',
      check: text(10),
      migrate: (old, from) => (from === 1 && typeof old === 'string' ? old.toUpperCase() : null),
    },
    storage as never,
  ),
});

describe('a stored item', () => {
  it('is its fallback until it is set, and after it is removed', async () => {
    const { name } = made();
    expect(await name.get()).toBe('nobody');
    await name.set('Anna');
    expect(await name.get()).toBe('Anna');
    await name.remove();
    expect(await name.get()).toBe('nobody');
  });

  it('is carried over from an older version', async () => {
    const storage = fakeStorage();
    await storage.local.set({ name: { v: 1, d: 'anna' } });
    expect(await made(storage).name.get()).toBe('ANNA');
  });

  it.each([
    ['of a version that nobody knows', { v: 9, d: 'Anna' }],
    ['that fails its check', { v: 2, d: 'x'.repeat(11) }],
    ['that something else wrote', 'Anna'],
  ])('reads as its fallback when it holds a value %s', async (_, stored) => {
    const storage = fakeStorage();
    await storage.local.set({ name: stored });
    expect(await made(storage).name.get()).toBe('nobody');
  });

  it('loses no update when several are made at once', async () => {
    const { name } = made();
    await name.set('');
    await Promise.all([...'abc'].map((letter) => name.update((value) => value + letter)));
    expect(await name.get()).toBe('abc');
  });

  it('goes on after an update that threw', async () => {
    const { name } = made();
    const broken = name.update(() => {
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await name.update(() => 'fine')).toBe('fine');
  });

  it('tells of changes of its own key and area until the signal ends', async () => {
    const { name, storage } = made();
    const heard = vi.fn();
    const life = new AbortController();
    name.watch(heard, life.signal);
    await name.set('Anna');
    await storage.local.set({ other: 1 });
    await storage.session.set({ name: { v: 2, d: 'x' } });
    await name.remove();
    expect(heard.mock.calls).toEqual([['Anna'], ['nobody']]);
    life.abort();
    await name.set('Ben');
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
