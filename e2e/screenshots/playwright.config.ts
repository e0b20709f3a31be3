import { defineConfig } from 'playwright/test';

/** `npm run screenshots`: the pictures of README, taken from the built app. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});
