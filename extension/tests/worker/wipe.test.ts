import { expect, it } from 'vitest';
import { wipe } from '../../src/worker/wipe';
import { fakeStorage } from '../chrome';

it('signing out leaves settings on the computer, and nothing that anybody wrote', async () => {
  const storage = fakeStorage();
  await storage.local.set({ server: 1, chosen: 1, places: 1, 'draft:anna': 'Hi', outbox: ['x'] });
  await storage.session.set({ access: 1, cursor: 9, 'snapshot:anna': {} });
  await wipe(storage as never);
  expect([...storage.local.held.keys()].sort()).toEqual(['chosen', 'places', 'server']);
  expect([...storage.session.held.keys()]).toEqual(['access']);
});
