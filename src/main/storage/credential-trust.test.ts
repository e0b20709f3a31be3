import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCredentialFile } from './credentials.ts';
import type { Cipher, CredentialFile } from './credentials.ts';
import { testFolder } from './testing/folder.ts';
import { createKeychain, everythingIn, openCredentials } from './testing/keychain.ts';

const SECRET = 'sk-canary-0123456789-4f2a';
const audience = ['https://api.example'];

test('what nothing would protect stays in memory, and goes to the disk only when a person says so', async () => {
  const directory = testFolder();
  const cipher = createKeychain({ version: 'v10' });
  const credentials = openCredentials(directory, cipher);
  await credentials.write('openai', SECRET, { audience });
  expect(credentials.status('openai', audience)).toMatchObject({ state: 'ready', kept: 'session' });
  expect(readdirSync(directory)).toEqual([]);

  await credentials.keep('openai', 'disk');
  const next = openCredentials(directory, cipher);
  expect(next.status('openai', audience)).toMatchObject({ state: 'ready', kept: 'plain' });
  expect(await next.read('openai', audience)).toBe(SECRET);

  await next.keep('openai', 'session');
  expect(next.status('openai', audience)).toMatchObject({ hint: '4f2a', kept: 'session' });
  expect(await next.read('openai', audience)).toBe(SECRET);
  expect(openCredentials(directory, cipher).status('openai', audience).state).toBe('absent');
});

test('the keychain is not touched by a start, nor by what is shown of a credential', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  await openCredentials(directory, cipher).write('openai', SECRET, { audience });
  const touched: string[] = [];
  const watched: Cipher = {
    isAvailable: async () => (touched.push('ask'), cipher.isAvailable()),
    encrypt: async (text) => (touched.push('encrypt'), cipher.encrypt(text)),
    decrypt: async (bytes) => (touched.push('decrypt'), cipher.decrypt(bytes)),
    protects: cipher.protects,
  };
  const credentials = openCredentials(directory, watched);
  expect(credentials.status('openai', audience).kept).toBe('system');
  expect(await credentials.read('nobody', audience)).toBeNull();
  expect(await credentials.read('openai', ['https://other.example'])).toBeNull();
  expect(touched).toEqual([]);
  await credentials.read('openai', audience);
  expect(touched).toEqual(['decrypt']);
});

test('a credential is handed out for those that it was given for, all of them, and for nobody else', async () => {
  const both = ['https://one.example', 'https://two.example:8443'];
  const directory = testFolder();
  const cipher = createKeychain();
  await openCredentials(directory, cipher).write('openai', SECRET, { audience: both });
  const credentials = openCredentials(directory, cipher);
  expect(await credentials.read('openai', both)).toBe(SECRET);
  expect(await credentials.read('openai', both.slice(1))).toBe(SECRET);
  for (const other of [
    ['http://one.example'],
    ['https://two.example'],
    [...both, 'https://evil.example'],
    [],
  ]) {
    expect(await credentials.read('openai', other)).toBeNull();
    expect(credentials.status('openai', other)).toMatchObject({
      present: false,
      state: 'elsewhere',
      audience: both,
    });
  }
  await credentials.give('openai', ['https://three.example']);
  const next = openCredentials(directory, cipher);
  expect(await next.read('openai', ['https://three.example'])).toBe(SECRET);
  expect(await next.read('openai', both)).toBeNull();
});

test('a credential of an older version is bound at once to whom it was sent until now', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  const ciphertext = Buffer.from(await cipher.encrypt(SECRET)).toString('base64');
  const former = { backend: 'gnome_libsecret', ciphertext, hint: '4f2a' };
  const credentials = { openai: former, gone: former, newer: { sealed: true } };
  const path = join(directory, 'credentials.json');
  writeFileSync(path, JSON.stringify({ schemaVersion: 1, credentials }));
  const open = (now: Readonly<Record<string, string[]>>): CredentialFile =>
    createCredentialFile({ directory, cipher, audienceNow: (id) => now[id] ?? [] });
  expect(await open({ openai: audience }).read('openai', audience)).toBe(SECRET);
  // The address may have changed since: the next start does not ask again.
  const next = open({ openai: ['https://evil.example'] });
  expect(await next.read('openai', ['https://evil.example'])).toBeNull();
  expect(await next.read('openai', audience)).toBe(SECRET);
  expect(await next.read('gone', [])).toBeNull();
  expect(JSON.parse(readFileSync(path, 'utf8')).credentials.newer).toEqual({ sealed: true });
});

test('a keychain that is locked or gone is told, and what it encrypted is never exchanged for less', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  await openCredentials(directory, createKeychain({ key })).write('openai', SECRET, { audience });
  const before = everythingIn(directory);
  const told: string[] = [];
  const cipher = createKeychain({ key, version: 'v10', shouldReEncrypt: true });
  let isLocked = true;
  const credentials = createCredentialFile({
    directory,
    cipher: {
      ...cipher,
      decrypt: async (bytes) =>
        isLocked ? Promise.reject(new Error('locked')) : cipher.decrypt(bytes),
    },
    onStatusChange: () => void told.push(credentials.status('openai', audience).state),
  });
  expect(await credentials.read('openai', audience)).toBeNull();
  expect(await credentials.read('openai', audience)).toBeNull();
  isLocked = false;
  expect(await credentials.read('openai', audience)).toBe(SECRET);
  expect(told).toEqual(['unreadable', 'ready']);
  expect(everythingIn(directory)).toBe(before);
});

test('what lay unprotected is protected once a keychain is there', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  const bare = openCredentials(directory, createKeychain({ key, version: 'v10' }));
  await bare.write('openai', SECRET, { audience });
  await bare.keep('openai', 'disk');
  const credentials = openCredentials(directory, createKeychain({ key, shouldReEncrypt: true }));
  expect(credentials.status('openai', audience).kept).toBe('plain');
  expect(await credentials.read('openai', audience)).toBe(SECRET);
  expect(credentials.status('openai', audience).kept).toBe('system');
});
