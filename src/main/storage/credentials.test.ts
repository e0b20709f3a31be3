import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cipher } from './credentials.ts';
import { testFolder } from './testing/folder.ts';
import { createKeychain, everythingIn, openCredentials } from './testing/keychain.ts';

const SECRET = 'sk-canary-0123456789-4f2a';
const audience = ['https://api.example'];

test('a credential is read again by the next session, and is nowhere in the folder', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  const credentials = openCredentials(directory, cipher);
  expect(credentials.status('openai', audience)).toEqual({ present: false, state: 'absent' });
  expect(await credentials.read('openai', audience)).toBeNull();
  await credentials.write('openai', ` ${SECRET}\n`, { audience });
  const next = openCredentials(directory, cipher);
  expect(next.status('openai', audience)).toEqual({
    present: true,
    state: 'ready',
    hint: '4f2a',
    audience,
    kept: 'system',
  });
  expect(await next.read('openai', audience)).toBe(SECRET);
  expect(everythingIn(directory)).not.toContain(SECRET);
});

test.skipIf(process.platform === 'win32')('only the owner can read the file', async () => {
  const directory = testFolder();
  await openCredentials(directory, createKeychain()).write('openai', SECRET, { audience });
  expect(statSync(join(directory, 'credentials.json')).mode & 0o777).toBe(0o600);
});

test('a short secret has no hint', async () => {
  const credentials = openCredentials(testFolder(), createKeychain());
  await credentials.write('a', 'elevenchars', { audience });
  await credentials.write('b', 'twelve-chars', { audience });
  expect(credentials.status('a', audience)).toEqual({
    present: true,
    state: 'ready',
    audience,
    kept: 'system',
  });
  expect(credentials.status('b', audience).hint).toBe('hars');
});

test('a removed or replaced credential leaves no ciphertext, not even in the backup', async () => {
  const directory = testFolder();
  const credentials = openCredentials(directory, createKeychain());
  await credentials.write('openai', SECRET, { audience });
  const path = join(directory, 'credentials.json');
  const { ciphertext } = JSON.parse(readFileSync(path, 'utf8')).credentials.openai;
  await credentials.write('openai', 'another secret', { audience });
  expect(everythingIn(directory)).not.toContain(ciphertext);
  await credentials.remove('openai');
  expect(credentials.status('openai', audience).state).toBe('absent');
  expect(JSON.parse(readFileSync(path, 'utf8')).credentials).toEqual({});
});

test('what cannot be decrypted is kept, said, and readable again where the key is back', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  await openCredentials(directory, createKeychain({ key })).write('openai', SECRET, { audience });
  const elsewhere = openCredentials(directory, createKeychain());
  expect(await elsewhere.read('openai', audience)).toBeNull();
  expect(elsewhere.status('openai', audience)).toMatchObject({
    present: true,
    state: 'unreadable',
    hint: '4f2a',
  });
  await elsewhere.write('other', 'of the other key', { audience });
  expect(elsewhere.status('openai', audience).state).toBe('unreadable');
  const back = openCredentials(directory, createKeychain({ key }));
  expect(await back.read('openai', audience)).toBe(SECRET);

  await elsewhere.write('openai', 'typed in again', { audience });
  expect(elsewhere.status('openai', audience).state).toBe('ready');
  expect(await elsewhere.read('openai', audience)).toBe('typed in again');
});

test('a credential is encrypted again when the system says that its key changed', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  const credentials = openCredentials(directory, createKeychain({ key, shouldReEncrypt: true }));
  await credentials.write('openai', SECRET, { audience });
  const before = everythingIn(directory);
  expect(await credentials.read('openai', audience)).toBe(SECRET);
  expect(everythingIn(directory)).not.toBe(before);
  expect(await openCredentials(directory, createKeychain({ key })).read('openai', audience)).toBe(
    SECRET,
  );
});

test('without encryption a credential lives for the session and reaches no file', async () => {
  const directory = testFolder();
  const credentials = openCredentials(directory, createKeychain({ available: false }));
  await credentials.write('openai', SECRET, { audience });
  expect(credentials.status('openai', audience).kept).toBe('session');
  expect(await credentials.read('openai', audience)).toBe(SECRET);
  expect(credentials.status('openai', audience)).toMatchObject({ present: true, hint: '4f2a' });
  expect(readdirSync(directory)).toEqual([]);
  await credentials.remove('openai');
  expect(await credentials.read('openai', audience)).toBeNull();
});

test('a keychain that refuses fails the write in words without the secret', async () => {
  const refusing: Cipher = {
    ...createKeychain(),
    encrypt: async (text) => Promise.reject(new Error(`refused ${text}`)),
  };
  const credentials = openCredentials(testFolder(), refusing);
  const failure = await credentials
    .write('openai', SECRET, { audience })
    .catch((error: Error) => error.message);
  expect(failure).toMatch(/^Cannot save the credential: /);
  expect(failure).not.toContain(SECRET);
  expect(credentials.status('openai', audience).state).toBe('absent');
});

test('writes at the same time are all kept', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  const credentials = openCredentials(directory, cipher);
  const ids = Array.from({ length: 20 }, (_, index) => `prov_${index}`);
  await Promise.all(ids.map((id) => credentials.write(id, `secret of ${id}`, { audience })));
  const next = openCredentials(directory, cipher);
  for (const id of ids) expect(await next.read(id, audience)).toBe(`secret of ${id}`);
});

test('entries that this version cannot read stay in the file', async () => {
  const directory = testFolder();
  const path = join(directory, 'credentials.json');
  const strange = { kind: 'passkey' };
  writeFileSync(path, JSON.stringify({ credentials: { openai: strange, __proto__: 1 } }));
  const credentials = openCredentials(directory, createKeychain());
  expect(credentials.status('openai', audience).state).toBe('absent');
  await credentials.write('other', SECRET, { audience });
  expect(JSON.parse(readFileSync(path, 'utf8')).credentials.openai).toEqual(strange);
});

test('a file of a newer version is never rewritten', async () => {
  const directory = testFolder();
  const path = join(directory, 'credentials.json');
  const text = JSON.stringify({ schemaVersion: 3, credentials: {} });
  writeFileSync(path, text);
  const credentials = openCredentials(directory, createKeychain());
  await credentials.write('openai', SECRET, { audience });
  expect(await credentials.read('openai', audience)).toBe(SECRET);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a secret that a person made up leaves no hint, encrypted or not, now or later', async () => {
  const directory = testFolder();
  const cipher = createKeychain({ shouldReEncrypt: true });
  const credentials = openCredentials(directory, cipher);
  await credentials.write('_proxy', SECRET, { audience, hint: false });
  expect(await credentials.read('_proxy', audience)).toBe(SECRET);
  expect(openCredentials(directory, cipher).status('_proxy', audience)).toEqual({
    present: true,
    state: 'ready',
    audience,
    kept: 'system',
  });
  expect(everythingIn(directory)).not.toContain('4f2a');
  const session = openCredentials(testFolder(), createKeychain({ available: false }));
  await session.write('_proxy', SECRET, { audience, hint: false });
  expect(session.status('_proxy', audience)).toEqual({
    present: true,
    state: 'ready',
    audience,
    kept: 'session',
  });
});

test('a credential that is written while the old one is encrypted anew stays', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  await openCredentials(directory, createKeychain({ key })).write('openai', SECRET, { audience });
  const { promise: mayEncrypt, resolve: letEncrypt } = Promise.withResolvers<void>();
  const keychain = createKeychain({ key, shouldReEncrypt: true });
  const credentials = openCredentials(directory, {
    ...keychain,
    encrypt: async (text) => {
      if (text === SECRET) await mayEncrypt;
      return keychain.encrypt(text);
    },
  });
  const reading = credentials.read('openai', audience);
  await new Promise(setImmediate);
  const writing = credentials.write('openai', 'sk-another-0123456789', { audience });
  await new Promise(setImmediate);
  letEncrypt();
  expect(await reading).toBe(SECRET);
  await writing;
  expect(await credentials.read('openai', audience)).toBe('sk-another-0123456789');
  expect(await openCredentials(directory, createKeychain({ key })).read('openai', audience)).toBe(
    'sk-another-0123456789',
  );
});
