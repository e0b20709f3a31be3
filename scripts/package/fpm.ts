#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildDeb } from './deb.ts';
import { buildRpm } from './rpm.ts';
import type { SystemPackage } from './system-package.ts';

/**
 * Takes the arguments that electron-builder gives to fpm (`-s dir -t deb … SRC=/DST …`, as its FpmTarget writes them) and
 * builds the package with the tools of the distribution. fpm itself would be downloaded: 100 MB of Ruby.
 */
const given = readArguments(process.argv.slice(2));
const tree = mkdtempSync(join(tmpdir(), 'parley-package-'));
try {
  // A temporary folder is its maker's alone, and this one is `/` of the package.
  chmodSync(tree, 0o755);
  for (const [from, to] of given.files) copy(from, join(tree, to));
  const content: SystemPackage = { tree, ...given };
  if (given.format === 'deb') buildDeb(content);
  else if (given.format === 'rpm') buildRpm(content);
  else throw new Error(`Cannot build ${given.format}: only deb and rpm are known here.`);
} finally {
  rmSync(tree, { recursive: true, force: true });
}

function readArguments(args: readonly string[]) {
  const options = new Map<string, string>();
  const depends: string[] = [];
  const recommends: string[] = [];
  const files: [string, string][] = [];
  let format = '';
  for (let index = 0; index < args.length; index += 1) {
    const name = args[index] ?? '';
    if (name === '--force') continue;
    if (!name.startsWith('-')) {
      const cut = name.indexOf('=');
      files.push([name.slice(0, cut), name.slice(cut + 1)]);
      continue;
    }
    index += 1;
    const value = args[index] ?? '';
    if (name === '-t') format = value;
    else if (name === '-d') depends.push(value);
    else if (name === '--deb-recommends') recommends.push(value);
    else options.set(name.slice(2), value);
  }
  const option = (name: string): string => {
    const value = options.get(name);
    if (value === undefined) throw new Error(`Cannot build the package: --${name} is missing.`);
    return value;
  };
  return { format, depends, recommends, files, option };
}

/** A folder by its content (fpm's meaning of a slash at the end), a file readable by everybody. */
function copy(from: string, to: string): void {
  if (from.endsWith('/')) {
    mkdirSync(to, { recursive: true });
    // Not `cpSync`: links and modes have to stay as they are.
    execFileSync('cp', ['-a', `${from}.`, to]);
    return;
  }
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
  chmodSync(to, 0o644);
}
