/** Every test file starts with a fresh `chrome`: module-level items bind to it on import. */
import { beforeEach, vi } from 'vitest';
import { fakeChrome } from './chrome';

const chrome = fakeChrome();
vi.stubGlobal('chrome', chrome);

beforeEach(async () => {
  vi.stubGlobal('chrome', chrome);
  await chrome.storage.local.clear();
  await chrome.storage.session.clear();
});
