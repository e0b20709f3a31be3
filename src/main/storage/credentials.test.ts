import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCredentialFile } from './credentials.ts';
import type { Cipher, CredentialFile } from './credentials.ts';
import { testFolder } from './testing/folder.ts';

const SECRET = 'sk-canary-0123456789-4f2a';

/** AES-256-GCM with a key of its own: what another key wrote does not decrypt. */
function createKeychain(
  options: {
    readonly backend?: string;
    readonly available?: boolean;
    readonly key?: Buffer;
    readonly shouldReEncrypt?: boolean;
  } = {},
): Cipher {
  const { backend = 'gnome_libsecret', available = true, key = randomBytes(32) } = options;
  return {
    backend,
    isAvailable: async () => available,
    encrypt: async (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    decrypt: async (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
      return { text, shouldReEncrypt: options.shouldReEncrypt ?? false };
    },
  };
}

function openFile(directory: string, cipher: Cipher): CredentialFile {
  return createCredentialFile({ directory, cipher, clock: () => 0 });
}

test('a credential that is written while the old one is encrypted anew stays', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  await openFile(directory, createKeychain({ key })).write('openai', SECRET);
  const { promise: mayEncrypt, resolve: letEncrypt } = Promise.withResolvers<void>();
  const keychain = createKeychain({ key, shouldReEncrypt: true });
  const credentials = openFile(directory, {
    ...keychain,
    encrypt: async (text) => {
      if (text === SECRET) await mayEncrypt;
      return keychain.encrypt(text);
    },
  });
  const reading = credentials.read('openai');
  await new Promise(setImmediate);
  const writing = credentials.write('openai', 'sk-another-0123456789');
  await new Promise(setImmediate);
  letEncrypt();
  expect(await reading).toBe(SECRET);
  await writing;
  expect(await credentials.read('openai')).toBe('sk-another-0123456789');
  expect(await openFile(directory, createKeychain({ key })).read('openai')).toBe(
    'sk-another-0123456789',
  );
});

function everythingIn(directory: string): string {
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('\n');
}

test('a credential is read again by the next session, and is nowhere in the folder', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  const credentials = openFile(directory, cipher);
  expect(credentials.status('openai')).toEqual({ present: false, state: 'absent' });
  expect(await credentials.read('openai')).toBeNull();
  await credentials.write('openai', ` ${SECRET}\n`);
  const next = openFile(directory, cipher);
  expect(next.status('openai')).toEqual({ present: true, state: 'ready', hint: '4f2a' });
  expect(await next.read('openai')).toBe(SECRET);
  expect(next.protection()).toBe('system');
  expect(everythingIn(directory)).not.toContain(SECRET);
  expect(everythingIn(directory)).toContain('"backend":"gnome_libsecret"');
});

test.skipIf(process.platform === 'win32')('only the owner can read the file', async () => {
  const directory = testFolder();
  await openFile(directory, createKeychain()).write('openai', SECRET);
  expect(statSync(join(directory, 'credentials.json')).mode & 0o777).toBe(0o600);
});

test('a short secret has no hint', async () => {
  const credentials = openFile(testFolder(), createKeychain());
  await credentials.write('a', 'elevenchars');
  await credentials.write('b', 'twelve-chars');
  expect(credentials.status('a')).toEqual({ present: true, state: 'ready' });
  expect(credentials.status('b').hint).toBe('hars');
});

test('a removed or replaced credential leaves no ciphertext, not even in the backup', async () => {
  const directory = testFolder();
  const credentials = openFile(directory, createKeychain());
  await credentials.write('openai', SECRET);
  const path = join(directory, 'credentials.json');
  const { ciphertext } = JSON.parse(readFileSync(path, 'utf8')).credentials.openai;
  await credentials.write('openai', 'another secret');
  expect(everythingIn(directory)).not.toContain(ciphertext);
  await credentials.write('openai', null);
  expect(credentials.status('openai').state).toBe('absent');
  expect(JSON.parse(readFileSync(path, 'utf8')).credentials).toEqual({});
});

test('what cannot be decrypted is kept, said, and readable again where the key is back', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  await openFile(directory, createKeychain({ key })).write('openai', SECRET);
  const elsewhere = openFile(directory, createKeychain());
  expect(await elsewhere.read('openai')).toBeNull();
  expect(elsewhere.status('openai')).toEqual({ present: true, state: 'unreadable', hint: '4f2a' });
  await elsewhere.write('other', 'of the other key');
  expect(elsewhere.status('openai').state).toBe('unreadable');
  const back = openFile(directory, createKeychain({ key }));
  expect(await back.read('openai')).toBe(SECRET);

  await elsewhere.write('openai', 'typed in again');
  expect(elsewhere.status('openai').state).toBe('ready');
  expect(await elsewhere.read('openai')).toBe('typed in again');
});

test('a credential is encrypted again when the system says that its key changed', async () => {
  const directory = testFolder();
  const key = randomBytes(32);
  const credentials = openFile(directory, createKeychain({ key, shouldReEncrypt: true }));
  await credentials.write('openai', SECRET);
  const before = everythingIn(directory);
  expect(await credentials.read('openai')).toBe(SECRET);
  expect(everythingIn(directory)).not.toBe(before);
  expect(await openFile(directory, createKeychain({ key })).read('openai')).toBe(SECRET);
});

test('without encryption a credential lives for the session and reaches no file', async () => {
  const directory = testFolder();
  const credentials = openFile(directory, createKeychain({ available: false }));
  await credentials.write('openai', SECRET);
  expect(credentials.protection()).toBe('none');
  expect(await credentials.read('openai')).toBe(SECRET);
  expect(credentials.status('openai')).toMatchObject({ present: true, hint: '4f2a' });
  expect(readdirSync(directory)).toEqual([]);
  await credentials.write('openai', null);
  expect(await credentials.read('openai')).toBeNull();
});

test('a keychain that only hides is called plain', () => {
  const cipher = createKeychain({ backend: 'basic_text' });
  expect(openFile(testFolder(), cipher).protection()).toBe('plain');
});

test('a keychain that refuses fails the write in words without the secret', async () => {
  const refusing: Cipher = {
    ...createKeychain(),
    encrypt: async (text) => Promise.reject(new Error(`refused ${text}`)),
  };
  const credentials = openFile(testFolder(), refusing);
  const failure = await credentials.write('openai', SECRET).catch((error: Error) => error.message);
  expect(failure).toMatch(/^Cannot save the credential: /);
  expect(failure).not.toContain(SECRET);
  expect(credentials.status('openai').state).toBe('absent');
});

test('writes at the same time are all kept', async () => {
  const directory = testFolder();
  const cipher = createKeychain();
  const credentials = openFile(directory, cipher);
  const ids = Array.from({ length: 20 }, (_, index) => `prov_${index}`);
  await Promise.all(ids.map((id) => credentials.write(id, `secret of ${id}`)));
  const next = openFile(directory, cipher);
  for (const id of ids) expect(await next.read(id)).toBe(`secret of ${id}`);
});

test('entries that this version cannot read stay in the file', async () => {
  const directory = testFolder();
  const path = join(directory, 'credentials.json');
  const strange = { kind: 'passkey' };
  writeFileSync(path, JSON.stringify({ credentials: { openai: strange, __proto__: 1 } }));
  const credentials = openFile(directory, createKeychain());
  expect(credentials.status('openai').state).toBe('absent');
  await credentials.write('other', SECRET);
  expect(JSON.parse(readFileSync(path, 'utf8')).credentials.openai).toEqual(strange);
});

test('a file of a newer version is never rewritten', async () => {
  const directory = testFolder();
  const path = join(directory, 'credentials.json');
  const text = JSON.stringify({ schemaVersion: 2, credentials: {} });
  writeFileSync(path, text);
  const credentials = openFile(directory, createKeychain());
  await credentials.write('openai', SECRET);
  expect(await credentials.read('openai')).toBe(SECRET);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a secret that a person made up leaves no hint, encrypted or not, now or later', async () => {
  const directory = testFolder();
  const cipher = createKeychain({ shouldReEncrypt: true });
  const credentials = openFile(directory, cipher);
  await credentials.write('_proxy', SECRET, { hint: false });
  expect(await credentials.read('_proxy')).toBe(SECRET);
  expect(openFile(directory, cipher).status('_proxy')).toEqual({ present: true, state: 'ready' });
  expect(everythingIn(directory)).not.toContain('4f2a');
  const session = openFile(testFolder(), createKeychain({ available: false }));
  await session.write('_proxy', SECRET, { hint: false });
  expect(session.status('_proxy')).toEqual({ present: true, state: 'ready' });
});

test('who was told that the system protects credentials is told when it does not', async () => {
  const told = Promise.withResolvers<string>();
  createCredentialFile({
    directory: testFolder(),
    cipher: createKeychain({ available: false }),
    onProtectionChange: told.resolve,
  });
  expect(await told.promise).toBe('none');
});
