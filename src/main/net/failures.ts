import { FailureError } from '#shared/failure.ts';
import type { Failure, FailureCode } from '#shared/failure.ts';
import { isLoopbackHost } from './loopback-address.ts';

/** The stage at which a transport failed: before anything arrived, or while an answer was arriving. */
export type Phase = 'request' | 'response';

interface Explanation {
  readonly code: FailureCode;
  readonly reason: string;
  readonly remedy: string;
  readonly retryable: boolean;
}

/** The failure that an error of a socket, TLS, DNS or HTTP parser stands for. Names `host` and the remedy, quotes no payload. */
export function transportFailure(error: unknown, host: string, phase: Phase): FailureError {
  if (error instanceof FailureError) return error;
  const code = errorCode(error);
  const explanation =
    addressExplanation(code, host) ?? protocolExplanation(code) ?? brokenConnection(code);
  return new FailureError(failureAbout(host, phase, explanation), { cause: error });
}

export function failureAbout(host: string, phase: Phase, explanation: Explanation): Failure {
  const { code, reason, remedy, retryable } = explanation;
  const goal = phase === 'request' ? `reach ${host}` : `finish the answer of ${host}`;
  return { code, message: `Cannot ${goal}: ${reason}. ${remedy}.`, retryable };
}

/** The answer is larger than this program is willing to hold at once. */
export function tooLarge(host: string, what: string, limit: number): FailureError {
  const size = `${Math.round(limit / 1024 / 1024)} MiB`;
  return new FailureError(
    failureAbout(host, 'response', {
      code: 'malformed-response',
      reason: `it sent ${what} of more than ${size}`,
      remedy: 'Check that the address belongs to a language model service',
      retryable: false,
    }),
  );
}

/** The code of an error or of the innermost cause that has one: undici wraps the system's error. */
function errorCode(error: unknown): string {
  let code = '';
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string')
      code = tlsCode(current.code, current.message);
    else if (current.name === 'HTTPParserError') code = 'HPE_INVALID';
    if (current instanceof AggregateError) current = current.errors[0];
    else current = current.cause;
  }
  return code;
}

/**
 * Electron's TLS calls every failed handshake `EPROTO` and names the reason in the message, in capitals between colons:
 * https://github.com/websockets/ws/issues/1766. Then the code is the one that Node's own TLS would give.
 */
function tlsCode(code: string, message: string): string {
  if (code !== 'EPROTO') return code;
  const [, reason] = /:SSL routines:[^:]*:([A-Z0-9_]+)(?::|$)/.exec(message) ?? [];
  return reason === undefined ? code : `ERR_SSL_${reason}`;
}

function addressExplanation(code: string, host: string): Explanation | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        code: 'unreachable',
        reason: `the name was not found (${code})`,
        remedy: 'Check the address and the internet connection',
        retryable: code === 'EAI_AGAIN',
      };
    case 'ECONNREFUSED':
      return {
        code: 'unreachable',
        reason: 'nothing answers at this address (ECONNREFUSED)',
        remedy: isLoopbackAuthority(host)
          ? 'Start the local model server (Ollama, LM Studio, llama.cpp) and check its port'
          : 'Check the address and the port',
        retryable: !isLoopbackAuthority(host),
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return {
        code: 'unreachable',
        reason: `there is no network path to it (${code})`,
        remedy: 'Check the network connection or the VPN',
        retryable: true,
      };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return {
        code: 'timed-out',
        reason: 'it did not accept the connection in time',
        remedy: 'Check the address, the network and the proxy',
        retryable: true,
      };
    default:
      return undefined;
  }
}

function protocolExplanation(code: string): Explanation | undefined {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return {
      code: 'unreachable',
      reason: `it does not speak TLS on this port (${code})`,
      remedy: 'Try http:// instead of https:// for a local server, or another port',
      retryable: false,
    };
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO')
    return {
      code: 'unreachable',
      reason: `it and this program agree on no way to protect the connection (${code})`,
      remedy: 'The server needs a newer TLS configuration; ask its operator',
      retryable: false,
    };
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return malformed('its headers are too large', code);
  if (code.startsWith('HPE_')) return malformed('it does not speak valid HTTP', code);
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_'))
    return malformed('its compressed data is broken', code);
  return undefined;
}

function malformed(reason: string, code: string): Explanation {
  return {
    code: 'malformed-response',
    reason: `${reason} (${code})`,
    remedy: 'Try again; if it persists, check the address',
    retryable: true,
  };
}

function brokenConnection(code: string): Explanation {
  return {
    code: 'unreachable',
    reason: `the connection broke${code === '' ? '' : ` (${code})`}`,
    remedy: 'Check the network connection and try again',
    retryable: true,
  };
}

/** `host` as it is in an address, with its port. */
function isLoopbackAuthority(host: string): boolean {
  return isLoopbackHost(host.replace(/:\d+$/u, ''));
}
