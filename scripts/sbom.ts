import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up/run.mjs';

interface Bom {
  readonly components: unknown[];
}

/**
 * What the app is made of, as CycloneDX, to standard output. npm knows the packages; what they run in is a development
 * dependency to it, and is the largest part of the app.
 */
const text = execFileSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, shell: process.platform === 'win32' },
);
const bom = JSON.parse(text) as Bom;
const { version } = JSON.parse(
  readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
) as { version: string };
const electron = `pkg:npm/electron@${version}`;
bom.components.push(
  {
    'bom-ref': electron,
    type: 'framework',
    name: 'electron',
    version,
    purl: electron,
    licenses: [{ license: { id: 'MIT' } }],
  },
  // Which ones is told by Electron's own list of releases; advisories name Electron's version.
  ...['chromium', 'node'].map((name) => ({
    'bom-ref': `${electron}#${name}`,
    type: 'framework',
    name,
    description: `The one inside electron ${version}`,
  })),
);
console.log(JSON.stringify(bom, null, 2));
