import type { PeerCertificate } from 'node:tls';
import type { Certificate, CertificateProblem } from '#shared/network/certificate.ts';

/** `null` for what OpenSSL's code does not call a problem of a certificate. */
export function certificateProblem(code: string): CertificateProblem | null {
  return problems[code] ?? null;
}

/** https://docs.openssl.org/3.5/man3/X509_STORE_CTX_get_error/ */
const problems: Readonly<Record<string, CertificateProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_REVOKED: 'revoked',
  CERT_REJECTED: 'invalid',
  CERT_SIGNATURE_FAILURE: 'invalid',
  CERT_CHAIN_TOO_LONG: 'invalid',
  INVALID_CA: 'invalid',
  INVALID_PURPOSE: 'invalid',
  PATH_LENGTH_EXCEEDED: 'invalid',
  CA_MD_TOO_WEAK: 'invalid',
  EE_KEY_TOO_SMALL: 'invalid',
};

export function describeCertificate(peer: PeerCertificate): Certificate {
  return {
    subject: nameOf(peer.subject),
    issuer: nameOf(peer.issuer),
    names: (peer.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(?:DNS|IP Address):/u, ''))
      .filter((name) => name !== ''),
    validFrom: Date.parse(peer.valid_from),
    validTo: Date.parse(peer.valid_to),
    fingerprint: normalizeFingerprint(peer.fingerprint256),
  };
}

/** `AB:CD:…` and `abcd…` are the same. */
export function normalizeFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(/[^0-9a-f]/giu, '').toLowerCase();
}

type DistinguishedName = Readonly<Record<string, string | string[] | undefined>>;

/** The parts by which a person recognises it; a field that occurs twice is a list. */
function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const fields: DistinguishedName = { ...name };
  const parts = [fields['CN'], fields['O']].flat().filter((part) => part !== undefined);
  return [...new Set(parts)].join(', ');
}
