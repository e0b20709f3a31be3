import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { packageOf } from './linux.ts';

/** The deb from its installation to its end, each time in a root of its own: this system is not touched. */
export function debLifeChecks(output: string, work: string): readonly Check[] {
  const life = (name: string, run: (system: System) => void): Check => ({
    name,
    tools: ['dpkg', 'dpkg-deb'],
    run: () => run(createSystem(join(work, name.replaceAll(/\W+/g, '-')))),
  });
  const ours = (): string => packageOf(output, '.deb');

  return [
    life('Installed, it is the command parley, and its sandbox is ready', (system) => {
      system.install(ours());
      assert.equal(system.commandOf('parley'), '/opt/Parley/parley-desktop');
      assert.equal(system.commandOf('parley-desktop'), '/opt/Parley/parley-desktop');
      assert.equal(lstatSync(system.path('opt/Parley/chrome-sandbox')).mode & 0o7777, 0o4755);
    }),
    life('Installed again over itself, it stays the command parley', (system) => {
      system.install(ours());
      system.install(ours());
      assert.equal(system.commandOf('parley'), '/opt/Parley/parley-desktop');
    }),
    life('Beside KDE’s Parley that was there before, it leaves the command to that', (system) => {
      system.install(system.otherParley());
      system.install(ours());
      assert.equal(system.commandOf('parley'), 'a program of its own');
      assert.equal(system.commandOf('parley-desktop'), '/opt/Parley/parley-desktop');
    }),
    life(
      'KDE’s Parley that comes later takes the command and replaces nothing of ours',
      (system) => {
        system.install(ours());
        system.install(system.otherParley());
        assert.equal(system.commandOf('parley'), 'a program of its own');
        assert.ok(existsSync(system.path('opt/Parley/parley-desktop')));
        system.remove('parley-desktop');
        assert.equal(system.commandOf('parley'), 'a program of its own');
      },
    ),
    life('Removed, it leaves nothing behind', (system) => {
      system.install(ours());
      system.remove('parley-desktop');
      assert.equal(system.commandOf('parley'), null);
      assert.equal(system.commandOf('parley-desktop'), null);
      assert.ok(!existsSync(system.path('opt/Parley')));
      assert.ok(!existsSync(system.path('etc/alternatives/parley')));
    }),
  ];
}

type System = ReturnType<typeof createSystem>;

function createSystem(root: string) {
  for (const folder of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/alternatives']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  mkdirSync(join(root, 'etc/alternatives'), { recursive: true });
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  writeFileSync(join(root, 'var/lib/dpkg/status'), '');

  // Without a change of root, so that the scripts find a shell; they act on DPKG_ROOT.
  const dpkg = (...args: string[]): void => {
    const how = ['--force-script-chrootless', '--force-depends', '--force-not-root'];
    const log = `--log=${join(root, 'dpkg.log')}`;
    execFileSync('dpkg', [`--root=${root}`, log, ...how, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };

  /** As Debian's own, whose version is higher than any of ours will be. */
  function otherParley(): string {
    const tree = join(root, 'other-parley');
    mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
    mkdirSync(join(tree, 'usr/bin'), { recursive: true });
    writeFileSync(join(tree, 'usr/bin/parley'), '#!/bin/sh\n', { mode: 0o755 });
    const control = [
      'Package: parley',
      'Version: 4:22.12.3-1',
      'Architecture: all',
      'Maintainer: Somebody <nobody@parley.example>',
      'Description: vocabulary trainer',
      '',
    ];
    writeFileSync(join(tree, 'DEBIAN/control'), control.join('\n'));
    const file = join(root, 'parley.deb');
    execFileSync('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
    return file;
  }

  /** What a command runs; `null` when there is none. */
  function commandOf(name: string): string | null {
    const file = join(root, 'usr/bin', name);
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (!found.isSymbolicLink()) return readFileSync(file).length > 0 ? 'a program of its own' : '';
    const target = readlinkSync(file);
    return target.startsWith('/etc/alternatives/') ? readlinkSync(join(root, target)) : target;
  }

  return {
    path: (name: string) => join(root, name),
    install: (file: string) => dpkg('--install', file),
    remove: (name: string) => dpkg('--purge', name),
    otherParley,
    commandOf,
  };
}
