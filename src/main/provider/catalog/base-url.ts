import { FailureError } from '#shared/failure.ts';

/** Paths that people copy along with a base URL from a service's documentation. */
const ENDPOINT_PATHS = [
  '/chat/completions',
  '/completions',
  '/responses',
  '/messages',
  '/api/chat',
  '/models',
];

/**
 * The base URL that a person meant: trimmed, without trailing slashes and fragment, and without the endpoint's own
 * path where a whole endpoint was pasted (`…/v1/chat/completions` becomes `…/v1`). Nothing else is added or changed;
 * a query is kept. Throws `invalid-input` for anything but an http or https address without user name and password.
 */
export function normalizeBaseUrl(text: string): string {
  const url = parseUrl(text.trim());
  if (url.username !== '' || url.password !== '') {
    throw invalidAddress(
      'it contains a user name or a password',
      'Enter the key in its own field, where it is stored encrypted',
    );
  }
  url.hash = '';
  url.pathname = withoutEndpoint(withoutEndSlashes(url.pathname).replace(/^\/+/, '/'));
  return url.search === '' ? url.href.replace(/\/$/, '') : url.href;
}

/** Host and path of a base URL, for display: no scheme, query or user name. */
export function serverOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  return host + pathname.replace(/\/$/, '');
}

/** Scheme, host and port of each address, once each; what is no address stands for itself. */
export function originsOf(baseUrls: readonly string[]): readonly string[] {
  return [...new Set(baseUrls.map((baseUrl) => URL.parse(baseUrl)?.origin ?? baseUrl))];
}

/** Whether what is sent there can be read on the way: plain http to another computer. */
export function isUnprotected(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isLoopback(hostname);
}

/** Base URL and an adapter's path as one address; the queries of both are kept. */
export function joinUrl(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  const [pathname = '', query] = path.split('?', 2);
  url.pathname = url.pathname.replace(/\/$/, '') + pathname;
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
  return url;
}

/**
 * The base URL of a server whose API is at `apiPath` below the address that people know it by. That address may be given,
 * that of the API, or the beginning of it, as sites name their own endpoint (`/api/openai`).
 */
export function withApiPath(baseUrl: string, apiPath: string): string {
  const { pathname } = new URL(baseUrl);
  const segments = apiPath.split('/').slice(1);
  for (let known = segments.length; known > 0; known -= 1) {
    if (!pathname.endsWith(`/${segments.slice(0, known).join('/')}`)) continue;
    const rest = segments.slice(known);
    return rest.length === 0 ? baseUrl : joinUrl(baseUrl, `/${rest.join('/')}`).href;
  }
  return joinUrl(baseUrl, apiPath).href;
}

function parseUrl(text: string): URL {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url !== null) return url;
  throw invalidAddress(
    'it is not an http or https address',
    'Enter it with its scheme, for example http://127.0.0.1:1234/v1',
  );
}

/** A pattern for the end of a text is tried again at every slash of it. */
function withoutEndSlashes(pathname: string): string {
  let end = pathname.length;
  while (pathname[end - 1] === '/') end -= 1;
  return pathname.slice(0, end);
}

function withoutEndpoint(pathname: string): string {
  const endpoint = ENDPOINT_PATHS.find((path) => pathname.endsWith(path));
  return endpoint === undefined ? pathname : pathname.slice(0, -endpoint.length);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

function invalidAddress(reason: string, remedy: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot use this base URL: ${reason}. ${remedy}.`,
    retryable: false,
  });
}
