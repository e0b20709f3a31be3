/** What is wrong with a server's certificate. `wrong-host`: it belongs to others; `unknown-issuer`: nobody here vouches for it. */
export type CertificateProblem =
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-host'
  | 'unknown-issuer'
  | 'revoked'
  | 'invalid';

/** A server's certificate for a person to judge. Names are as the certificate has them: hostile text. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** The host names and addresses that it is for. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256 of the whole certificate: 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
}

/** A certificate as a server showed it. */
export interface CertificateReport {
  readonly certificate: Certificate;
  /** What is wrong with it, also when it is trusted by its fingerprint; `null`: nothing. */
  readonly problem: CertificateProblem | null;
  /** A person trusts exactly this one for this host. */
  readonly pinned: boolean;
  /** `TLSv1.3` */
  readonly protocol: string;
}
