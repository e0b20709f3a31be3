import type { Dispatcher } from 'undici';
import type { CertificateReport } from '#shared/network/certificate.ts';
import { FailureError } from '#shared/failure.ts';
import { decompress } from './frames/decompression.ts';
import { dispatchRequest } from './dispatch.ts';
import type { RawResponse } from './dispatch.ts';
import { createDispatchers } from './dispatchers.ts';
import type { Dispatch } from './dispatchers.ts';
import { createExchange } from './exchange.ts';
import type { BodyCut, Exchange } from './exchange.ts';
import { failureAbout, transportFailure } from './failures.ts';
import type { Frame, Framing } from './frames/frame.ts';
import { createFrameCutter } from './frames/frames.ts';
import { loginWanted } from './proxy/failure.ts';
import { noProxy } from './proxy/resolver.ts';
import type { ProxyResolver } from './proxy/resolver.ts';
import { proxyName } from './proxy/route.ts';
import type { ProxyRoute } from './proxy/route.ts';
import { nextHop } from './redirect.ts';
import { createRoutes } from './proxy/routes.ts';
import { createTlsTrust } from './tls/trust.ts';
import type { TlsTrust } from './tls/trust.ts';
import { createWaits } from './waits.ts';

/** A complete request: address and credential have joined it. Never logged. */
export interface NetRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Another server can be asked instead, so the wait for this one is shorter. */
  readonly hasAlternative?: boolean;
  /** Returns a redirect like any other response, for a caller that follows it by its own rules. */
  readonly keepsRedirects?: boolean;
  /** A GET of public data, without a credential or a cookie: redirects to other hosts are followed. */
  readonly carriesNothing?: boolean;
}

export interface NetResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Each `set-cookie` header separately, those of redirects within the origin first: in a joined header, the commas in
   * dates would be ambiguous.
   */
  readonly setCookies: readonly string[];
  /**
   * The frames that each piece of the decompressed body completes; iterate once. Returning early closes the socket, unless
   * the body ends within half a second: then it serves the next request. An abort closes it at once.
   */
  readonly frames: (framing: Framing) => AsyncIterable<readonly Frame[]>;
  /** Waits at most this many milliseconds for the rest of the body; calling it again restarts the time. */
  readonly endWithin: (milliseconds: number) => void;
  /** The decompressed body as it comes; iterate once. Returning early closes the socket as with `frames`. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** At most `limit` bytes of the body as text, then the rest is discarded. */
  readonly text: (limit: number) => Promise<string>;
}

/** The one place where a socket is opened. Errors are `FailureError`s that name the host and the remedy. */
export interface Http {
  readonly send: (request: NetRequest, signal: AbortSignal) => Promise<NetResponse>;
  /** The certificate of an https address, from a handshake only; nothing is sent to it. */
  readonly inspectCertificate: (address: string) => Promise<CertificateReport>;
  /** Host and port of the proxies to an address, in the order to try them; `null`: a direct connection. */
  readonly proxiesTo: (address: string) => Promise<readonly (string | null)[]>;
  /** The computer slept: requests that hear nothing from their service soon end, and what had arrived stays. */
  readonly wake: () => void;
  /** Closes every connection; with `graceful` each as soon as its answer has ended. */
  readonly close: (options?: { readonly graceful: boolean }) => Promise<void>;
}

/** All in milliseconds. There is no limit on the whole: an answer may stream for hours. */
export interface Timeouts {
  /** Name, TCP and TLS. */
  readonly connectMs: number;
  /** Until the headers, and again until the first byte of the body: a local model may load for minutes. */
  readonly firstByteMs: number;
  /** The same for a request that has an alternative; never longer than that. */
  readonly alternativeFirstByteMs: number;
  /** Between two pieces of the body; comments and pings are pieces. */
  readonly idleMs: number;
  /** What remains of either after the computer wakes: a connection that did not survive the sleep stays silent forever. */
  readonly wakeMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 15_000,
  firstByteMs: 300_000,
  alternativeFirstByteMs: 30_000,
  idleMs: 120_000,
  wakeMs: 15_000,
};

export interface HttpOptions {
  readonly timeouts?: Partial<Timeouts>;
  /** Absent: no proxy. Never asked about this computer itself. */
  readonly proxy?: ProxyResolver;
  /** Absent: the issuers of the system. */
  readonly trust?: TlsTrust;
}

const MOST_REDIRECTS = 5;

/**
 * Opens sockets with these options. HTTP/1.1 only: closing a stream then closes its socket, and the reason phrase, where
 * some services put their error, exists. A redirect is followed only within its origin, with the same method and body,
 * unless the request carries nothing.
 * An abort rejects with the signal's own reason and closes the socket.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const { proxy = noProxy, trust = createTlsTrust() } = options;
  const dispatchers = createDispatchers({ trust, connectMs: timeouts.connectMs });
  const sending = new Set<Promise<void>>();
  const routes = createRoutes(proxy);
  const waits = createWaits();

  function send(request: NetRequest, signal: AbortSignal): Promise<NetResponse> {
    const sent = sendOne(request, signal);
    const settled = sent.then(
      () => void sending.delete(settled),
      () => void sending.delete(settled),
    );
    sending.add(settled);
    return sent;
  }

  async function sendOne(request: NetRequest, signal: AbortSignal): Promise<NetResponse> {
    signal.throwIfAborted();
    let url = parseAddress(request.url);
    const setCookies: string[] = [];
    for (let redirects = 0; ; redirects += 1) {
      const { response, exchange } = await sendAlong(await routes.to(url), url, request, signal);
      setCookies.push(...[response.headers['set-cookie'] ?? []].flat());
      const isRedirect = response.status >= 300 && response.status <= 399;
      if (!isRedirect || request.keepsRedirects === true)
        return netResponse(response, exchange, { host: url.host, setCookies });
      exchange.close();
      url = nextHop(url, request.method, {
        status: response.status,
        location: joinHeader(response.headers.location),
        hopsLeft: MOST_REDIRECTS - redirects,
        carriesNothing: request.carriesNothing === true && request.method === 'GET',
      });
    }
  }

  /** Tries the next route if a proxy could not be used: the request has then not left this computer. */
  async function sendAlong(
    [route = 'direct', ...others]: readonly ProxyRoute[],
    url: URL,
    request: NetRequest,
    signal: AbortSignal,
  ): Promise<{ readonly response: RawResponse; readonly exchange: Exchange }> {
    const dispatch = dispatchers.along(route, url);
    const { idleMs } = timeouts;
    const firstByteMs = firstByteOf(request, timeouts);
    const exchange = createExchange(url.host, signal, { firstByteMs, idleMs, waits });
    try {
      const response = await exchange.head(
        dispatchRequest(dispatch.dispatcher, wireRequest(dispatch, request), exchange.signal),
      );
      routes.worked(route);
      if (response.status !== 407 || dispatch.forwarder === null) return { response, exchange };
      exchange.close();
      throw loginWanted(dispatch.forwarder, url.host);
    } catch (error) {
      if (!routes.failed(route, error) || others.length === 0) throw error;
      return sendAlong(others, url, request, signal);
    }
  }

  async function inspectCertificate(address: string): Promise<CertificateReport> {
    const url = parseAddress(address);
    const [route = 'direct'] = await routes.to(url);
    try {
      return await dispatchers.inspect(route, url);
    } catch (error) {
      throw transportFailure(error, url.host, 'request');
    }
  }

  async function proxiesTo(address: string): Promise<readonly (string | null)[]> {
    const known = await routes.to(parseAddress(address));
    return known.map((route) => (route === 'direct' ? null : proxyName(route)));
  }

  async function close(how = { graceful: false }): Promise<void> {
    if (how.graceful) await Promise.all(sending);
    await dispatchers.close(how);
  }

  const wake = (): void => waits.shorten(timeouts.wakeMs);
  return { send, inspectCertificate, proxiesTo, wake, close };
}

function firstByteOf(request: NetRequest, timeouts: Timeouts): number {
  const { firstByteMs, alternativeFirstByteMs } = timeouts;
  if (request.hasAlternative !== true) return firstByteMs;
  return Math.min(firstByteMs, alternativeFirstByteMs);
}

function parseAddress(address: string): URL {
  const url = URL.parse(address);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new FailureError(
    failureAbout('the service', 'request', {
      code: 'unreachable',
      reason: 'its address is not an http or https address',
      remedy: 'Correct the base URL',
      retryable: false,
    }),
  );
}

function wireRequest(dispatch: Dispatch, request: NetRequest): Dispatcher.DispatchOptions {
  return {
    origin: dispatch.origin,
    path: dispatch.path,
    method: request.method,
    headers: { 'accept-encoding': 'identity', ...request.headers, ...dispatch.headers },
    body: request.body ?? null,
  };
}

function netResponse(
  response: RawResponse,
  exchange: Exchange,
  { host, setCookies }: { readonly host: string; readonly setCookies: readonly string[] },
): NetResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name.toLowerCase()] = joinHeader(value);
  }
  const encoding = headers['content-encoding'] ?? '';
  const chunks = decompress(response.body(exchange.watch), encoding);
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return {
    status: response.status,
    statusText: response.statusText,
    headers,
    setCookies,
    endWithin: exchange.endWithin,
    frames: (framing) => exchange.read(chunks, createFrameCutter(framing, { host, mediaType })),
    bytes: () => eachOf(exchange.read(chunks, uncut)),
    text: (limit) => readText(exchange.read(chunks, uncut), limit),
  };
}

function joinHeader(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

const uncut: BodyCut<Uint8Array> = { add: (chunk) => [chunk], end: () => [] };

async function* eachOf<Item>(batches: AsyncIterable<readonly Item[]>): AsyncIterable<Item> {
  for await (const batch of batches) yield* batch;
}

async function readText(
  chunks: AsyncIterable<readonly Uint8Array[]>,
  limit: number,
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const [piece] of chunks) {
    if (piece === undefined) continue;
    pieces.push(piece);
    size += piece.length;
    if (size >= limit) break;
  }
  return new TextDecoder().decode(Buffer.concat(pieces).subarray(0, limit));
}
