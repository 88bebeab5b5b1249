import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { THREADSIDE_TEST: 'true' },
  test: {
    environment: 'happy-dom',
    environmentOptions: {
      happyDOM: { settings: { navigation: { disableChildFrameNavigation: true } } },
    },
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    globalSetup: ['tests/build_once.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    sequence: { shuffle: true },
    maxWorkers: 2,
    // For a page that stands still, not for a machine that is busy.
    testTimeout: 30_000,
  },
});
