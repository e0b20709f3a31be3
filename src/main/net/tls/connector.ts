import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { Certificate, CertificateReport } from '#shared/network/certificate.ts';
import { certificateFailure } from './certificate-failure.ts';
import { certificateProblem, describeCertificate } from './certificate.ts';
import { lookupAddress } from '../loopback-address.ts';
import type { TlsTrust } from './trust.ts';

/** The target of a connection, in undici's terms. */
export type ConnectTarget = buildConnector.Options;

/** Opens one connection. */
export type Connect = (target: ConnectTarget) => Promise<Socket>;

export interface Connector {
  /** TCP, or TLS for `https:`. An untrusted certificate is a `certificate-untrusted` failure with its particulars. */
  readonly connect: Connect;
  /** Only a handshake, whatever the certificate: nothing is sent over it. */
  readonly inspect: (target: ConnectTarget) => Promise<CertificateReport>;
}

export interface ConnectorOptions {
  readonly trust: TlsTrust;
  /** Name, TCP and TLS, in milliseconds. */
  readonly timeoutMs: number;
  /** A raw connection to the host; absent: a direct one. */
  readonly openRaw?: Connect;
}

/**
 * Opens TCP and TLS connections. Certificates are checked by Node; only for a host with a trusted fingerprint the check is
 * ours: what Node accepts, or exactly that certificate.
 */
export function createConnector(options: ConnectorOptions): Connector {
  const { trust, openRaw } = options;
  const { plain, checked, unchecked } = createHandshakes(options);

  async function connect(target: ConnectTarget): Promise<Socket> {
    const raw = await openRaw?.(target);
    if (target.protocol !== 'https:') return raw ?? plain(target);
    try {
      if (!trust.hasPins(target.hostname)) return await checked(over(raw, target));
      return requireTrusted(await unchecked(over(raw, target)), target.hostname, trust);
    } catch (error) {
      raw?.destroy();
      throw await explain(error, target);
    }
  }

  /** Includes the certificate, read in a second handshake: a refused one keeps none. */
  async function explain(error: unknown, target: ConnectTarget): Promise<unknown> {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const problem = certificateProblem(code);
    if (problem === null) return error;
    return certificateFailure(target.host ?? target.hostname, code, {
      problem,
      certificate: await certificateOf(target),
      caProblem: trust.caProblem(),
    });
  }

  async function certificateOf(target: ConnectTarget): Promise<Certificate | null> {
    try {
      return (await inspect(target)).certificate;
    } catch {
      return null;
    }
  }

  async function inspect(target: ConnectTarget): Promise<CertificateReport> {
    const raw = await openRaw?.(target);
    try {
      return reportOn(await unchecked(over(raw, target)), target.hostname, trust);
    } finally {
      raw?.destroy();
    }
  }

  return { connect, inspect };
}

function over(raw: Socket | undefined, target: ConnectTarget): ConnectTarget {
  return raw === undefined ? target : { ...target, httpSocket: raw };
}

/** Three ways to begin a connection. What `unchecked` opens may not be used before its certificate was compared. */
function createHandshakes({ trust, timeoutMs }: ConnectorOptions) {
  const base = {
    allowH2: false,
    timeout: timeoutMs,
    autoSelectFamily: true,
    // The default gives up on an address after a quarter of a second, which is too short for a distant server.
    autoSelectFamilyAttemptTimeout: 1000,
    lookup: lookupAddress,
  };
  const plain = promised(buildConnector(base));
  let checked: Promise<Connect> | null = null;
  let unchecked: Promise<Connect> | null = null;

  /** Always set explicitly: otherwise an environment variable decides. */
  async function handshake(how: { readonly rejectUnauthorized: boolean }): Promise<Connect> {
    return promised(
      buildConnector({
        ...base,
        ...how,
        secureContext: await trust.context(),
        // A resumed session carries no certificate to compare.
        ...(!how.rejectUnauthorized && { maxCachedSessions: 0 }),
      }),
    );
  }

  return {
    plain,
    checked: async (target: ConnectTarget): Promise<Socket> => {
      checked ??= handshake({ rejectUnauthorized: true });
      return (await checked)(target);
    },
    unchecked: async (target: ConnectTarget): Promise<Socket> => {
      unchecked ??= handshake({ rejectUnauthorized: false });
      return (await unchecked)(target);
    },
  };
}

function promised(connect: buildConnector.connector): Connect {
  return (target) =>
    new Promise((resolve, reject) => {
      connect(target, (error, socket) => {
        // The types promise `null` for the one that is absent; it is `undefined`.
        if (socket) resolve(socket);
        else reject(error ?? new Error('There is no socket.'));
      });
    });
}

/** Throws, and closes the socket, unless Node accepts its certificate or a person trusts exactly this one. */
function requireTrusted(socket: Socket, hostname: string, trust: TlsTrust): Socket {
  if (socket instanceof TLSSocket) {
    if (socket.authorized) return socket;
    const { fingerprint } = describeCertificate(socket.getPeerCertificate());
    if (fingerprint !== '' && trust.isPinned(hostname, fingerprint)) return socket;
  }
  const code = authorizationCode(socket);
  socket.destroy();
  throw Object.assign(new Error('The certificate is not trusted.'), { code });
}

function reportOn(socket: Socket, hostname: string, trust: TlsTrust): CertificateReport {
  try {
    if (!(socket instanceof TLSSocket)) throw new Error('The connection is not protected.');
    const certificate = describeCertificate(socket.getPeerCertificate());
    const { authorized } = socket;
    return {
      certificate,
      problem: authorized ? null : (certificateProblem(authorizationCode(socket)) ?? 'invalid'),
      pinned: trust.isPinned(hostname, certificate.fingerprint),
      protocol: socket.getProtocol() ?? '',
    };
  } finally {
    socket.destroy();
  }
}

/** Node declares an error and stores its code, or its message where it has none. */
function authorizationCode(socket: Socket): string {
  if (!(socket instanceof TLSSocket)) return '';
  const reason: unknown = socket.authorizationError;
  if (reason instanceof Error) return 'code' in reason ? String(reason.code) : reason.message;
  return String(reason);
}
