import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import { kindsOf } from '#shared/provider/provider.ts';
import type { AuthScheme } from '#shared/provider/provider.ts';
import type { Http, NetRequest, NetResponse } from '../../net/http.ts';
import type { HttpRequest } from '../formats/adapter.ts';
import type { GivenCredential } from '../catalog/credential.ts';
import type { ProviderAccess, RequestTarget } from './access.ts';
import { joinUrl, withApiPath } from '../catalog/base-url.ts';
import { withFoundService } from './recognize.ts';
import { redactSecret } from './redact-secret.ts';

const FAILED_BODY_LIMIT = 64 * 1024;
const VISIT_TIMEOUT_MS = 20_000;
const MOST_HOPS = 5;

type OutgoingRequest = Omit<HttpRequest, 'body'> & { readonly body?: string };

/**
 * Sends what an adapter encoded to `baseUrl`, with the row's headers, cookies and the credential joined to it.
 * Resolves with a 2xx response; anything else is thrown as the failure that the adapter reads from it.
 */
export async function sendToProvider(
  http: Http,
  access: ProviderAccess,
  request: OutgoingRequest,
  target: RequestTarget,
): Promise<NetResponse> {
  const response = await exchangeWithCookies(http, access, request, target);
  if (response.status >= 200 && response.status < 300) return response;
  const { status, statusText, headers } = response;
  const body = await response.text(FAILED_BODY_LIMIT);
  if (status === 403) access.cookiesOf(target.baseUrl).forget();
  // Some moments are told without the date that they are to be measured against.
  const dated = { date: new Date().toUTCString(), ...headers };
  const refused = { status, statusText, headers: dated, body };
  const failure = namingCredential(access.adapter.readFailure(refused, access.definition), access);
  throw new FailureError(await withFoundService(http, failure, access, target));
}

function noAnswer(reasonAndRemedy: string): string {
  return `Cannot get an answer: ${reasonAndRemedy}.`;
}

/** The failure in words for the credential that was sent, or was not. */
function namingCredential(
  failure: Failure,
  { credential, definition }: Pick<ProviderAccess, 'credential' | 'definition'>,
): Failure {
  if (failure.code !== 'unauthorized') return failure;
  if (credential === null) {
    const isSite = kindsOf(definition)[0] === 'access-code';
    const asked = isSite ? 'the site asks for an access code' : 'the provider asks for a key';
    return { ...failure, code: 'missing-credential', message: noAnswer(`${asked}. Enter one`) };
  }
  switch (credential.kind) {
    case 'key':
      return failure;
    case 'access-code': {
      const reason = 'the site does not accept the access code';
      return { ...failure, message: noAnswer(`${reason}. Check it, or ask whoever runs the site`) };
    }
    case 'own-key': {
      const reason = 'your own key is not accepted by the company behind the site';
      return { ...failure, message: noAnswer(`${reason}. Check it, or enter an access code`) };
    }
  }
}

/** An access code may be a word of our own sentences (`code`), which redaction would break; they quote no server. */
const SHORTEST_IN_OUR_WORDS = 8;

/** The failure without the credential, should a service or a proxy have quoted it; see {@link redactSecret}. */
export function redact(failure: Failure, credential: GivenCredential | null): Failure {
  if (credential === null) return failure;
  const { secret } = credential;
  const clean = (text: string): string => redactSecret(text, secret);
  return {
    ...failure,
    message: secret.length < SHORTEST_IN_OUR_WORDS ? failure.message : clean(failure.message),
    ...(failure.detail !== undefined && { detail: clean(failure.detail) }),
    ...(failure.requestId !== undefined && { requestId: clean(failure.requestId) }),
  };
}

/** A text of a row with the server's own origin and host in it. */
export function filledIn(text: string, baseUrl: string): string {
  const { origin, host } = new URL(baseUrl);
  return text.replaceAll('{origin}', origin).replaceAll('{host}', host);
}

async function exchangeWithCookies(
  http: Http,
  access: ProviderAccess,
  request: OutgoingRequest,
  target: RequestTarget,
): Promise<NetResponse> {
  const complete = {
    ...withAccess(access, request, target.baseUrl),
    ...(target.hasAlternative === true && { hasAlternative: true }),
  };
  const { preflight, login } = access.definition;
  if (preflight === undefined && login === undefined) return http.send(complete, target.signal);
  const cookies = access.cookiesOf(target.baseUrl);
  const isFresh =
    preflight === undefined ||
    (await cookies
      .afterVisit(() => visit(http, access, { ...target, path: preflight.path }))
      // A page that cannot be visited says nothing of the API.
      .catch(() => true));
  target.signal.throwIfAborted();
  const cookie = await cookies.headerFor(complete.url);
  const headers = { ...complete.headers, ...(cookie !== undefined && { cookie }) };
  const response = await http.send({ ...complete, headers }, target.signal);
  await cookies.keep(complete.url, response.setCookies);
  if (response.status !== 403 || isFresh) return response;
  // Cookies of an earlier visit may have expired; a refusal with fresh cookies is final.
  await response.text(FAILED_BODY_LIMIT);
  cookies.forget();
  return exchangeWithCookies(http, access, request, target);
}

/**
 * A visit as of a browser that opens the page: only the cookies count, those of each redirect within the origin as well,
 * which are sent along from there on. Rejects when no page was reached.
 */
async function visit(
  http: Http,
  { definition, cookiesOf }: ProviderAccess,
  { baseUrl, path, signal }: RequestTarget & { readonly path: string },
): Promise<void> {
  const cookies = cookiesOf(baseUrl);
  const userAgent = definition.headers?.['user-agent'];
  const page = new AbortController();
  const timeout = AbortSignal.timeout(VISIT_TIMEOUT_MS);
  const either = AbortSignal.any([signal, timeout, page.signal]);
  try {
    let url = new URL(path, baseUrl);
    for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
      const cookie = await cookies.headerFor(url.href);
      const headers = {
        accept: '*/*',
        ...(userAgent !== undefined && { 'user-agent': userAgent }),
        ...(cookie !== undefined && { cookie }),
      };
      const request = { method: 'GET', url: url.href, headers, keepsRedirects: true } as const;
      const response = await http.send(request, either);
      await cookies.keep(url.href, response.setCookies);
      const next = URL.parse(response.headers['location'] ?? '', url.href);
      const isRedirect = response.status >= 300 && response.status <= 399;
      if (!isRedirect || next === null || next.origin !== url.origin) return;
      await response.text(0);
      url = next;
    }
  } finally {
    page.abort();
  }
}

function withAccess(
  { definition, credential }: ProviderAccess,
  request: OutgoingRequest,
  baseUrl: string,
): NetRequest {
  const url = joinUrl(withApiPath(baseUrl, definition.apiPath ?? ''), request.path);
  // The row's headers first, in their own order, and over what the format would say.
  const headers: Record<string, string> = {
    ...definition.headers,
    ...request.headers,
    ...definition.headers,
  };
  for (const [name, value] of Object.entries(headers)) headers[name] = filledIn(value, baseUrl);
  if (credential !== null) addCredential(definition.auth, credential, { headers, url });
  const { method, body } = request;
  return { method, url: url.href, headers, ...(body !== undefined && { body }) };
}

function addCredential(
  auth: AuthScheme,
  { kind, secret }: GivenCredential,
  { headers, url }: { readonly headers: Record<string, string>; readonly url: URL },
): void {
  switch (auth.type) {
    case 'none':
      break;
    case 'bearer': {
      const prefix = kind === 'access-code' ? (auth.accessCodePrefix ?? '') : '';
      headers['authorization'] = `Bearer ${prefix}${secret}`;
      break;
    }
    case 'header':
      headers[auth.header] = secret;
      break;
    case 'query':
      url.searchParams.set(auth.parameter, secret);
      break;
  }
}
