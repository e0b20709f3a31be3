import type { Certificate, CertificateProblem } from '#shared/network/certificate.ts';
import { FailureError } from '#shared/failure.ts';
import { failureAbout } from '../failures.ts';

/** The failure for a server whose certificate is not trusted. `certificate` is `null` if it could not be read. */
export function certificateFailure(
  host: string,
  code: string,
  found: {
    readonly problem: CertificateProblem;
    readonly certificate: Certificate | null;
    readonly caProblem: string | null;
  },
): FailureError {
  const [reason, remedy] = explain(found.problem, found.certificate);
  const failure = failureAbout(host, 'request', {
    code: 'certificate-untrusted',
    reason: `${reason} (${code})`,
    remedy,
    retryable: false,
  });
  return new FailureError({
    ...failure,
    ...(found.caProblem !== null && { detail: found.caProblem }),
  });
}

function explain(
  problem: CertificateProblem,
  certificate: Certificate | null,
): readonly [reason: string, remedy: string] {
  switch (problem) {
    case 'self-signed':
      return [
        'its certificate is signed by itself',
        'If this server is yours, trust its certificate, or add it as a CA file',
      ];
    case 'expired':
      return [
        `its certificate has expired${on(certificate?.validTo)}`,
        'Check the clock of this computer; if it is right, the operator of the server must renew the certificate',
      ];
    case 'not-yet-valid':
      return [
        `its certificate is not valid yet${on(certificate?.validFrom).replace(' on ', ', only from ')}`,
        'Check the clock of this computer; if it is right, ask the operator of the server',
      ];
    case 'wrong-host':
      return [
        `its certificate belongs to ${certificate === null ? 'another host' : names(certificate)}`,
        'Check the address for a typing error',
      ];
    case 'unknown-issuer':
      return [
        `this computer does not know the issuer of its certificate${quoted(certificate?.issuer)}`,
        'If a company proxy inspects the traffic, or the server is your own, add the CA file',
      ];
    case 'revoked':
      return ['its certificate was revoked by its issuer', 'Ask the operator of the server'];
    case 'invalid':
      return ['its certificate is not valid', 'Ask the operator of the server'];
  }
}

function on(time: number | undefined): string {
  if (time === undefined || Number.isNaN(time)) return '';
  return ` on ${new Date(time).toISOString().slice(0, 10)}`;
}

function names(certificate: Certificate): string {
  const [first = certificate.subject, ...others] = certificate.names;
  const rest = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${short(first)}${rest}`;
}

function quoted(name: string | undefined): string {
  return name === undefined || name === '' ? '' : `, "${short(name)}"`;
}

/** A certificate holds the server's own text: keep it to one short line. */
function short(name: string): string {
  const line = name.replaceAll(/[\p{Cc}\p{Cf}"]/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
