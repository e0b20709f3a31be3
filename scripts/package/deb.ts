import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import type { SystemPackage } from './system-package.ts';

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function buildDeb({ tree, option, depends, recommends }: SystemPackage): void {
  const files = filesOf(tree);
  const folder = join(tree, 'DEBIAN');
  const documents = join(tree, 'usr/share/doc', option('name'));
  mkdirSync(folder);
  mkdirSync(documents, { recursive: true });
  copyFileSync(new URL('../../LICENSE', import.meta.url), join(documents, 'copyright'));
  const [synopsis = '', ...lines] = option('description').split('\n');
  const fields = {
    Package: option('name'),
    Version: option('version'),
    Architecture: option('architecture'),
    Maintainer: option('maintainer'),
    'Installed-Size': String(Math.ceil(sizeOf(files) / 1024)),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Section: option('category'),
    Priority: option('deb-priority'),
    Homepage: option('url'),
    Description: [
      synopsis,
      ...lines.map((line) => ` ${line.trim() === '' ? '.' : line.trim()}`),
    ].join('\n'),
  };
  const control = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(folder, 'control'), control.join(''));
  writeFileSync(join(folder, 'md5sums'), filesOf(tree).filter(isContent).map(sum).join(''));
  for (const [script, name] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ] as const) {
    copyFileSync(option(script), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  const compression = `-Z${option('deb-compression')}`;
  execFileSync('dpkg-deb', ['--root-owner-group', compression, '--build', tree, option('package')]);

  function isContent(file: string): boolean {
    return !relative(tree, file).startsWith('DEBIAN');
  }

  function sum(file: string): string {
    const digest = createHash('md5').update(readFileSync(file)).digest('hex');
    return `${digest}  ${relative(tree, file)}\n`;
  }
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}
