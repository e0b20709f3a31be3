import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpFailure } from './failure.mjs';
import { digest, isFresh, markFresh } from './freshness.mjs';
import { root, runPackage } from './run.mjs';

const stamp = join(root, 'out', '.stamp');
const sources = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'scripts/package/licences.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const outputs = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/quick-prompt.html',
  'out/licences.txt',
];

/** Builds the app when anything that goes into it changed since the last time. */
export async function ensureBuild() {
  const wanted = digest(root, sources, (name) => !/\.test\.tsx?$/.test(name));
  const isBuilt = outputs.every((name) => existsSync(join(root, name)));
  if (isBuilt && isFresh(stamp, wanted)) return;
  console.log('Building …');
  if ((await runPackage('electron-vite', ['build', '--logLevel', 'warn'])) !== 0) {
    throw new SetUpFailure(
      'Cannot build the app: see above. After the correction, type: npm run build',
    );
  }
  markFresh(stamp, wanted);
}
