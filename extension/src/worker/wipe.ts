/** What signing out by hand leaves on this computer: settings, and nothing that anybody wrote. */
import { browser } from '../chrome';
import type { StorageApi } from '../storage';

/** The server, the grants' meaning, the places; and the tokens, which session.ts ends itself. */
const KEPT = ['server', 'chosen', 'badges', 'places', 'refresh', 'session'];

/** Removes drafts, texts that wait, and copies of conversations. */
export async function wipe(storage: StorageApi = browser.storage): Promise<void> {
  const held = Object.keys(await storage.local.get(null));
  await storage.local.remove(held.filter((key) => !KEPT.includes(key)));
  const passing = Object.keys(await storage.session.get(null));
  await storage.session.remove(passing.filter((key) => key !== 'access'));
}
