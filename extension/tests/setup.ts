/** Every test file starts with a fresh `chrome`: module-level items bind to it on import. */
import { configure } from '@testing-library/preact';
import { beforeEach, vi } from 'vitest';
import { fakeChrome } from './chrome';

// What comes lazily is built from its source here, on machines that do other things as well.
configure({ asyncUtilTimeout: 4000 });

const chrome = fakeChrome();
vi.stubGlobal('chrome', chrome);

beforeEach(async () => {
  vi.stubGlobal('chrome', chrome);
  await chrome.storage.local.clear();
  await chrome.storage.session.clear();
});
