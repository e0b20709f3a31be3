import { FailureError, toFailure } from '#shared/failure.ts';
import type { FailureCode } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { Http } from '../../net/http.ts';
import type { ProviderRegistry } from './registry.ts';
import { filledIn, sendToProvider } from '../call/request.ts';
import type { ProviderAccess } from '../call/access.ts';
import { parseJson } from '../formats/wire.ts';

const ANSWER_LIMIT = 64 * 1024;
const LOGIN_TIMEOUT_MS = 20_000;

/**
 * Gets the code that a service gives to a guest who asks for one, as its own page does, and keeps it as the credential;
 * the cookies that come along stay with it. Nothing is proven or pretended on the way: a service that wants proof of
 * being human gets none. Throws `invalid-input` for a service that has no guests, and otherwise why there is no code.
 */
export async function logInAsGuest(
  http: Http,
  registry: Pick<ProviderRegistry, 'find' | 'accessTo' | 'save'>,
  providerId: ProviderId,
): Promise<void> {
  const view = registry.find(providerId);
  const credential = await askForCode(http, await registry.accessTo(view, { asGuest: true }));
  const { definitionId, name, baseUrl } = view;
  await registry.save({ providerId, definitionId, name, baseUrl, credential });
}

async function askForCode(http: Http, access: ProviderAccess): Promise<string> {
  const { login } = access.definition;
  const [baseUrl] = access.baseUrls;
  if (login === undefined || baseUrl === undefined)
    throw refused(access, 'invalid-input', 'it gives no codes to guests. Enter a key');
  const signal = AbortSignal.timeout(LOGIN_TIMEOUT_MS);
  const body = Object.entries(login.body).map(([key, value]) => [
    key,
    typeof value === 'string' ? filledIn(value, baseUrl) : value,
  ]);
  const request = {
    method: 'POST',
    path: login.path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(body)),
  } as const;
  try {
    const response = await sendToProvider(http, access, request, { baseUrl, signal });
    return credentialIn(await response.text(ANSWER_LIMIT), login.credentialField, access);
  } catch (error) {
    if (signal.aborted)
      throw refused(access, 'timed-out', 'it did not answer in time. Try again later');
    const failure = toFailure(error);
    // No code was sent, so this refuses a further guest.
    if (failure.code !== 'missing-credential') throw new FailureError(failure);
    throw refused(
      access,
      'quota-exceeded',
      'it gives this network no further code. Try again later',
    );
  }
}

/** The answer counts, not its content type, which some services get wrong. */
function credentialIn(text: string, field: string, access: ProviderAccess): string {
  const value = objectIn(text);
  if (value === undefined) {
    const { adapter, definition } = access;
    // A page instead of the answer: reading it as a refusal distinguishes it from other failures.
    const failure = adapter.readFailure(
      { status: 200, statusText: '', headers: {}, body: text },
      definition,
    );
    if (failure.code === 'human-verification-required') throw new FailureError(failure);
    throw refused(access, 'malformed-response', 'its answer is no JSON. Check the address');
  }
  const credential = value[field];
  if (typeof credential === 'string' && /^[\x21-\x7e]+$/.test(credential)) return credential;
  if (/too many requests/i.test(String(value['data'])))
    throw refused(
      access,
      'rate-limited',
      'too many guests came from this network. Try again later',
    );
  throw refused(
    access,
    'malformed-response',
    'it gave an empty code. Try again, or enter a code of your own',
  );
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function refused(
  { name }: ProviderAccess,
  code: FailureCode,
  reasonAndRemedy: string,
): FailureError {
  return new FailureError({
    code,
    message: `Cannot get a code from ${name}: ${reasonAndRemedy}.`,
    retryable: code === 'rate-limited' || code === 'timed-out',
  });
}
