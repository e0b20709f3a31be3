import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { FailureError } from '#shared/failure.ts';
import { normalizeFingerprint } from './certificate.ts';
import { bareHost } from '../loopback-address.ts';
import { storedCertificates } from './stored-certificates.ts';

/** A certificate that the user trusts for one host, whatever is wrong with it. */
export interface TrustedCertificate {
  /** A host name or address without a port. */
  readonly host: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
}

/** Decides which servers are who they claim to be. There is no way to trust all of them. */
export interface TlsTrust {
  /** The issuers of the system, of the program and of the extra files. Created on the first call, then kept. */
  readonly context: () => Promise<SecureContext>;
  /** Whether any certificate is trusted by its fingerprint for this host. */
  readonly hasPins: (host: string) => boolean;
  readonly isPinned: (host: string, fingerprint: string) => boolean;
  /** Why an extra file adds nothing: a part of a sentence. `null` when it does, or there is none. */
  readonly caProblem: () => string | null;
}

export interface TrustOptions {
  /** PEM, one or more certificates. */
  readonly extraCaFile?: string | null | undefined;
  /** The same, as `NODE_EXTRA_CA_CERTS` names it; Node reads that variable only where it is not part of a package. */
  readonly environmentCaFile?: string | undefined;
  readonly trustedCertificates?: readonly TrustedCertificate[];
}

/** Never throws: if a file cannot be used, the other issuers remain, and a failed connection says so. */
export function createTlsTrust(options: TrustOptions = {}): TlsTrust {
  const { trustedCertificates = [] } = options;
  const files = [
    { file: options.extraCaFile, remedy: inSettings },
    { file: options.environmentCaFile, remedy: 'Correct the variable NODE_EXTRA_CA_CERTS' },
  ];
  const pins = new Set(
    trustedCertificates.map(({ host, fingerprint }) => pinOf(host, fingerprint)),
  );
  const hosts = new Set(trustedCertificates.map(({ host }) => bareHost(host)));
  let context: Promise<SecureContext> | null = null;
  const problems: string[] = [];

  function extraCertificates({ file, remedy }: (typeof files)[number]): readonly string[] {
    if (file === null || file === undefined || file === '') return [];
    try {
      return readCaFile(file, remedy);
    } catch (error) {
      problems.push(error instanceof FailureError ? error.failure.message : String(error));
      return [];
    }
  }

  async function load(): Promise<SecureContext> {
    const stored = await storedCertificates();
    const ca = new Set([...stored, ...files.flatMap(extraCertificates)]);
    return createSecureContext({ ca: [...ca] });
  }

  return {
    context: () => (context ??= load()),
    hasPins: (host) => hosts.has(bareHost(host)),
    isPinned: (host, fingerprint) => pins.has(pinOf(host, fingerprint)),
    caProblem: () => (problems.length === 0 ? null : problems.join(' ')),
  };
}

/** The certificates of a PEM file, each on its own. Throws `invalid-input` for a file without any. */
export function readCaFile(file: string, remedy: string = inSettings): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw unusableFile(file, `it cannot be read (${code})`, remedy);
  }
  const certificates = text.match(pemCertificate) ?? [];
  if (certificates.length === 0)
    throw unusableFile(file, 'it holds no certificate in PEM form', remedy);
  for (const certificate of certificates) {
    try {
      void new X509Certificate(certificate);
    } catch {
      throw unusableFile(file, 'one of its certificates is damaged', remedy);
    }
  }
  return certificates;
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

const inSettings = 'Choose another one';

function unusableFile(file: string, reason: string, remedy: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot use the CA file ${file}: ${reason}. ${remedy}.`,
    retryable: false,
  });
}

function pinOf(host: string, fingerprint: string): string {
  return `${bareHost(host)} ${normalizeFingerprint(fingerprint)}`;
}
