import { FailureError } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderDefinition } from '#shared/provider.ts';
import type { Http, NetRequest, NetResponse } from '../net/http.ts';
import type { Adapter, HttpRequest } from './adapter.ts';
import { joinUrl } from './base-url.ts';

const FAILED_BODY_LIMIT = 64 * 1024;

/** All that a request to one configured provider needs. Holds the credential: never logged. */
export interface ProviderAccess {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly adapter: Adapter;
  /** At least one. */
  readonly baseUrls: readonly string[];
  readonly credential: string | null;
}

/**
 * Sends what an adapter encoded to `baseUrl`, with the row's headers and the credential joined to it.
 * Resolves with a 2xx response; anything else is thrown as the failure that the adapter reads from it.
 */
export async function sendToProvider(
  http: Http,
  access: ProviderAccess,
  request: Omit<HttpRequest, 'body'> & { readonly body?: string },
  target: { readonly baseUrl: string; readonly signal: AbortSignal },
): Promise<NetResponse> {
  const response = await http.send(withAccess(access, request, target.baseUrl), target.signal);
  if (response.status >= 200 && response.status < 300) return response;
  const { status, statusText, headers } = response;
  const body = await response.text(FAILED_BODY_LIMIT);
  throw new FailureError(access.adapter.readFailure({ status, statusText, headers, body }));
}

/** The failure without the credential, should a service or a proxy have quoted it. */
export function redact(failure: Failure, credential: string | null): Failure {
  if (credential === null || credential === '') return failure;
  const spellings = new Set([credential, encodeURIComponent(credential)]);
  const clean = (text: string): string =>
    [...spellings].reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text);
  return {
    ...failure,
    message: clean(failure.message),
    ...(failure.detail !== undefined && { detail: clean(failure.detail) }),
    ...(failure.requestId !== undefined && { requestId: clean(failure.requestId) }),
  };
}

function withAccess(
  access: ProviderAccess,
  request: Omit<HttpRequest, 'body'> & { readonly body?: string },
  baseUrl: string,
): NetRequest {
  const { definition, credential } = access;
  const url = joinUrl(baseUrl, request.path);
  const headers: Record<string, string> = { ...request.headers, ...definition.headers };
  if (credential !== null) {
    switch (definition.auth.type) {
      case 'none':
        break;
      case 'bearer':
        headers['authorization'] = `Bearer ${credential}`;
        break;
      case 'header':
        headers[definition.auth.header] = credential;
        break;
      case 'query':
        url.searchParams.set(definition.auth.parameter, credential);
        break;
    }
  }
  const { method, body } = request;
  return { method, url: url.href, headers, ...(body !== undefined && { body }) };
}
