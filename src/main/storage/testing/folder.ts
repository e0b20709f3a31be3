import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that is removed after the test that asks for it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What `node` needs to run a script of the main process where there is no Electron. */
export const plainNodeArguments: readonly string[] = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    const url = ${JSON.stringify(new URL('../../../../e2e/no-electron.ts', import.meta.url).href)};
    registerHooks({ resolve: (name, context, next) =>
      name === 'electron' ? { url, format: 'module-typescript', shortCircuit: true } : next(name, context) });
  `)}`,
];
