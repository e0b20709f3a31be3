import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { FailureError } from '#shared/failure.ts';
import { normalizeFingerprint } from './certificate.ts';
import { bareHost } from '../loopback-address.ts';

/** One certificate that a person trusts for one host, whatever is wrong with it. */
export interface TrustedCertificate {
  /** A host name or address without a port. */
  readonly host: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
}

/** Which servers are who they say. There is no way to trust all of them. */
export interface TlsTrust {
  /** The issuers of the system, of Node and of the extra file. Slow the first time (0.2 s), then kept. */
  readonly context: () => SecureContext;
  /** Whether any certificate is trusted by its fingerprint for this host. */
  readonly hasPins: (host: string) => boolean;
  readonly isPinned: (host: string, fingerprint: string) => boolean;
  /** Why the extra file adds nothing: a part of a sentence. `null` when it does, or there is none. */
  readonly caProblem: () => string | null;
}

export interface TrustOptions {
  /** PEM, one or more certificates. */
  readonly extraCaFile?: string | null | undefined;
  readonly trustedCertificates?: readonly TrustedCertificate[];
}

/** Never throws: a file that cannot be used leaves the other issuers, and a failed connection says so. */
export function createTlsTrust(options: TrustOptions = {}): TlsTrust {
  const { extraCaFile = null, trustedCertificates = [] } = options;
  const pins = new Set(
    trustedCertificates.map(({ host, fingerprint }) => pinOf(host, fingerprint)),
  );
  const hosts = new Set(trustedCertificates.map(({ host }) => bareHost(host)));
  let context: SecureContext | null = null;
  let problem: string | null = null;

  function extraCertificates(): readonly string[] {
    if (extraCaFile === null || extraCaFile === '') return [];
    try {
      return readCaFile(extraCaFile);
    } catch (error) {
      problem = error instanceof FailureError ? error.failure.message : String(error);
      return [];
    }
  }

  function load(): SecureContext {
    const ca = new Set([...storedCertificates(), ...extraCertificates()]);
    return createSecureContext({ ca: [...ca] });
  }

  return {
    context: () => (context ??= load()),
    hasPins: (host) => hosts.has(bareHost(host)),
    isPinned: (host, fingerprint) => pins.has(pinOf(host, fingerprint)),
    caProblem: () => problem,
  };
}

/** The certificates of a PEM file, each on its own. Throws `invalid-input` for a file without any. */
export function readCaFile(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw unusableFile(file, `it cannot be read (${code})`);
  }
  const certificates = text.match(pemCertificate) ?? [];
  if (certificates.length === 0) throw unusableFile(file, 'it holds no certificate in PEM form');
  for (const certificate of certificates) {
    try {
      void new X509Certificate(certificate);
    } catch {
      throw unusableFile(file, 'one of its certificates is damaged');
    }
  }
  return certificates;
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

function unusableFile(file: string, reason: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot use the CA file ${file}: ${reason}. Choose another one in the network settings.`,
    retryable: false,
  });
}

function pinOf(host: string, fingerprint: string): string {
  return `${bareHost(host)} ${normalizeFingerprint(fingerprint)}`;
}

/** `default` is what Node brings and what `NODE_EXTRA_CA_CERTS` names. */
function storedCertificates(): readonly string[] {
  return (['default', 'system'] as const).flatMap((kind) => {
    try {
      return getCACertificates(kind);
    } catch {
      // A store that cannot be read must not cost the other one.
      return [];
    }
  });
}
