import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * The licences that may be inside the app: they ask for their text and nothing else. A package under another one stops
 * the build, so that somebody reads it first.
 */
const known = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'Unlicense',
]);

/** `Apache-2.0 OR MIT`: either is enough. */
function isKnown(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((licence) => known.has(licence));
}

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/**
 * Writes the licence of every package whose code is in a bundle, of all bundles of one build, into one file, and those of
 * `others`, the folders of what the app runs in. Throws for a package whose licence is unknown or has no text.
 */
export function collectLicences(file: string, others: readonly string[]): () => Plugin {
  const packages = new Map<string, Bundled>();
  return () => ({
    name: 'collect-licences',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = renderedLength === 0 ? null : packageOf(id);
          if (folder !== null && !packages.has(folder)) packages.set(folder, readPackage(folder));
        }
      }
    },
    writeBundle() {
      writeFileSync(file, formatLicences([...packages.values(), ...others.map(readPackage)]));
    },
  });
}

/** The folder of the package that a module is from; `null` for one of ours. */
function packageOf(id: string): string | null {
  const path = id.replaceAll('\\', '/').replace(/^\0/, '').split('?', 1)[0] ?? '';
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path);
  return found === null ? null : found[0];
}

/** Exported for its test. */
export function readPackage(folder: string): Bundled {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license?: string };
  const licence = license ?? '';
  if (!isKnown(licence))
    throw new Error(
      `Cannot build: ${name} is under "${licence}". Read it, and add it to scripts/package/licences.ts if the app may have it inside.`,
    );
  const text = licenceText(folder) ?? textOf(name, licence);
  if (text === null)
    throw new Error(
      `Cannot build: ${name} has no text of its licence (${licence}). Add it to scripts/package/licences.ts.`,
    );
  return { name, version, licence, text };
}

function licenceText(folder: string): string | null {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(name));
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim();
}

/** Published with a licence by name and without its text: who is to be named in the one of that name. */
const withoutText: Readonly<Record<string, string>> = {
  'react-remove-scroll-bar': 'Copyright (c) Anton Korzunov',
};

function textOf(name: string, licence: string): string | null {
  const holder = withoutText[name];
  return holder === undefined || licence !== 'MIT' ? null : `MIT License\n\n${holder}\n\n${MIT}`;
}

/** https://spdx.org/licenses/MIT.html */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function formatLicences(packages: readonly Bundled[]): string {
  const sorted = packages.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const sections = sorted.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`,
  );
  return [
    `Parley is under the MIT licence. Inside it are these ${packages.length} packages, each under its own.\n`,
    'Chromium and what is inside it have their licences in LICENSES.chromium.html, beside the program; on macOS in\nParley.app/Contents/Resources/licences.\n',
    ...sections,
  ].join(`\n${'-'.repeat(80)}\n\n`);
}
