import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // electron-store asks for Electron by name; outside Electron it only needs to see that there is none.
    alias: { electron: fileURLToPath(new URL('e2e/no-electron.ts', import.meta.url)) },
  },
  test: {
    include: [
      'bench/**/*.test.ts',
      'src/**/*.test.{ts,tsx}',
      'e2e/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    server: { deps: { inline: ['electron-store'] } },
    testTimeout: 20_000,
    // Waits end as soon as they may; a busy machine must not fail them.
    expect: { poll: { timeout: 10_000 } },
  },
});
