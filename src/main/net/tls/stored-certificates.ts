import { getCACertificates } from 'node:tls';
import { Worker } from 'node:worker_threads';

let stored: Promise<readonly string[]> | null = null;

/**
 * The issuers that come with the program and those of the system, as PEM, read once for the whole process. Reading the
 * system's takes the better part of a tenth of a second, more from a large keychain: another thread does it.
 * Never rejects: a store that cannot be read must not cost the other one.
 */
export function storedCertificates(): Promise<readonly string[]> {
  stored ??= readInThread().catch(() => stores.flatMap(readStore));
  return stored;
}

/** Not `default`: that holds what `NODE_EXTRA_CA_CERTS` names in plain Node, and in a package it does not. */
const stores = ['bundled', 'system'] as const;

function readStore(store: (typeof stores)[number]): readonly string[] {
  try {
    return getCACertificates(store);
  } catch {
    return [];
  }
}

/** As text, so that it needs no file of its own, neither in the source tree nor in a package. */
const readerSource = `
const { getCACertificates } = require('node:tls');
const { parentPort } = require('node:worker_threads');
const certificates = new Set();
for (const store of ${JSON.stringify(stores)}) {
  try {
    for (const certificate of getCACertificates(store)) certificates.add(certificate);
  } catch {}
}
parentPort.postMessage([...certificates]);
`;

function readInThread(): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const reader = new Worker(readerSource, { eval: true });
    reader.once('message', (certificates: readonly string[]) => resolve(certificates));
    reader.once('error', reject);
    reader.once('exit', () => reject(new Error('the reader of certificates ended early')));
  });
}
