import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createHttp } from '../../src/main/net/http.ts';
import type { UpdateMemory } from '../../src/main/storage/updates.ts';
import { appImageInstaller } from '../../src/main/update/installer.ts';
import { createFeedKey } from '../../src/main/update/sign.ts';
import { createUpdates } from '../../src/main/update/updates.ts';
import { readPublication } from '../package/publication.ts';
import { root } from '../set-up/run.mjs';
import type { Check } from './check.ts';

/** A whole release but for its publication: signed as the workflow does, and taken by a copy that is older. */
export function releaseCheck(output: string, work: string): Check {
  return {
    name: 'A release is signed, and an older AppImage becomes the new one by it',
    tools: ['mksquashfs', 'desktop-file-validate'],
    run: async () => rehearse(output, join(work, 'release')),
  };
}

async function rehearse(output: string, work: string): Promise<void> {
  const packages = join(work, 'packages');
  mkdirSync(packages, { recursive: true });
  const image = 'Parley-x86_64.AppImage';
  copyFileSync(join(output, image), join(packages, image));
  // The others are built on other systems; here they have their names.
  for (const name of ['setup-x64.exe', 'setup-arm64.exe', 'mac-x64.zip', 'mac-arm64.zip'])
    writeFileSync(join(packages, `Parley-0.0.1-${name}`), name);

  const server = createServer((request, response) => {
    const file = join(work, request.url === '/feed.json' ? 'feed.json' : `packages${request.url}`);
    response.end(readFileSync(file));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const keys = [createFeedKey(), createFeedKey()] as const;
    const publication = join(work, 'publication.json');
    writeFileSync(
      publication,
      JSON.stringify({
        homepage: 'https://parley.example/',
        releases: 'https://parley.example/releases',
        faults: 'https://parley.example/faults',
        maintainer: 'Parley <nobody@parley.example>',
        feed: `${address}/feed.json`,
        feedKeys: keys.map(({ publicKey }) => publicKey),
      }),
    );
    const sign = (key: string, ...args: string[]): string =>
      execFileSync(
        process.execPath,
        [join(root, 'scripts/sign-feed.ts'), ...args, '--publication', publication],
        { input: key, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] },
      );
    const feed = join(work, 'feed.json');
    const page = 'https://parley.example/releases';
    const version = ['--version', '0.0.2-rehearsal.1'];
    const places = ['--packages', packages, '--downloads', address, '--page', page];
    const add = ['add', ...version, ...places];
    assert.throws(() => sign(createFeedKey().privateKey, ...add, '--out', feed), /other keys/);
    sign(keys[0].privateKey, ...add, '--out', feed);
    await update(work, publication);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** An older copy finds the release, brings it, and is it. */
async function update(work: string, publicationFile: string): Promise<void> {
  const old = join(work, 'Parley.AppImage');
  writeFileSync(old, 'an older Parley', { mode: 0o755 });
  const faults: unknown[] = [];
  const http = createHttp();
  const updates = createUpdates({
    publication: readPublication(publicationFile),
    version: '0.0.1',
    target: { way: 'install', name: 'linux-x64-appimage', file: old },
    installer: appImageInstaller(old, { quit: () => {}, relaunch: () => {} }),
    http,
    memory: rememberHere(),
    settings: () => ({ check: true, early: true }),
    now: Date.now,
    onChange: () => {},
    quit: () => {},
    report: (error) => faults.push(error),
  });
  try {
    await updates.check();
    await updates.download();
    assert.equal(updates.view().state.phase, 'ready', String(faults));
    await updates.settle();
    const image = join(work, 'packages/Parley-x86_64.AppImage');
    assert.ok(readFileSync(old).equals(readFileSync(image)));
  } finally {
    await http.close();
  }
}

/** The file of it is electron-store's, which loads Electron. */
function rememberHere() {
  let memory: UpdateMemory = { serial: 0, triedAt: null, checkedAt: null, installing: null };
  return {
    read: () => memory,
    change: (patch: Partial<UpdateMemory>) => {
      memory = { ...memory, ...patch };
    },
  };
}
