import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and a certificate in PEM form. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  /** As OpenSSL writes them: `DNS:localhost,IP:127.0.0.1`. */
  readonly names?: string;
  /** Days from now; negative: ago. */
  readonly fromDay?: number;
  readonly toDay?: number;
  /** Absent: it signs itself. */
  readonly issuer?: KeyPair;
  readonly isAuthority?: boolean;
}

/** A new certificate, made by the `openssl` program. */
export function createCertificate(request: CertificateRequest): KeyPair {
  const { commonName, names = '', fromDay = -1, toDay = 1, issuer, isAuthority = false } = request;
  const directory = mkdtempSync(join(tmpdir(), 'parley-certificate-'));
  const file = (name: string): string => join(directory, name);
  const openssl = (...arguments_: string[]): void => {
    execFileSync('openssl', arguments_, { cwd: directory, stdio: 'pipe' });
  };
  try {
    mkdirSync(file('issued'));
    writeFileSync(file('index'), '');
    writeFileSync(file('serial'), '01\n');
    writeFileSync(file('config'), configuration(isAuthority, names));
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'key');
    openssl('req', '-new', '-key', 'key', '-subj', `/CN=${commonName}`, '-out', 'request');
    if (issuer !== undefined) {
      writeFileSync(file('issuer-key'), issuer.key);
      writeFileSync(file('issuer'), issuer.cert);
    }
    const signer =
      issuer === undefined
        ? ['-selfsign', '-keyfile', 'key']
        : ['-cert', 'issuer', '-keyfile', 'issuer-key'];
    const times = ['-startdate', openSslTime(fromDay), '-enddate', openSslTime(toDay)];
    const files = ['-config', 'config', '-in', 'request', '-out', 'cert'];
    openssl('ca', '-batch', '-notext', ...files, ...signer, ...times);
    return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('cert'), 'utf8') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function configuration(isAuthority: boolean, names: string): string {
  return `[ca]
default_ca = one
[one]
database = index
serial = serial
new_certs_dir = issued
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
basicConstraints = critical,CA:${isAuthority ? 'TRUE' : 'FALSE'}
${names === '' ? '' : `subjectAltName = ${names}`}
`;
}

/** `YYYYMMDDHHMMSSZ` */
function openSslTime(day: number): string {
  const time = new Date(Date.now() + day * 86_400_000).toISOString();
  return time.replaceAll(/[-:T]|\.\d+/gu, '');
}
