import { FailureError } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { Http } from '../../net/http.ts';
import { sendToProvider } from '../call/request.ts';
import type { ProviderAccess } from '../call/access.ts';
import { parseJson } from '../formats/wire.ts';

const LIST_LIMIT = 8 * 1024 * 1024;
const LIST_TIMEOUT_MS = 20_000;

/** The models that a service names, asked of its first server that answers. Throws what the last one failed with, or `signal`'s reason. */
export async function listProviderModels(
  http: Http,
  access: ProviderAccess,
  signal?: AbortSignal,
): Promise<readonly ModelInfo[]> {
  let failure: unknown;
  for (const baseUrl of access.baseUrls) {
    try {
      return await listModelsAt(http, access, { baseUrl, signal });
    } catch (error) {
      signal?.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

async function listModelsAt(
  http: Http,
  access: ProviderAccess,
  { baseUrl, signal }: { readonly baseUrl: string; readonly signal: AbortSignal | undefined },
): Promise<readonly ModelInfo[]> {
  const { models } = access.adapter;
  const timeout = AbortSignal.timeout(LIST_TIMEOUT_MS);
  try {
    const response = await sendToProvider(
      http,
      access,
      {
        method: models.body === undefined ? 'GET' : 'POST',
        path: models.path,
        headers: { accept: 'application/json', ...models.headers },
        ...(models.body !== undefined && { body: models.body }),
      },
      { baseUrl, signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) },
    );
    const text = await response.text(LIST_LIMIT);
    const body = listIn(text, access.name);
    if (isRefusal(body)) {
      const { status, statusText, headers } = response;
      throw new FailureError(
        access.adapter.readFailure({ status, statusText, headers, body: text }, access.definition),
      );
    }
    return models.parse(body);
  } catch (error) {
    if (!timeout.aborted) throw ofList(error, access.name);
    throw new FailureError({
      code: 'timed-out',
      message: `Cannot list the models of ${access.name}: no answer within ${LIST_TIMEOUT_MS / 1000} seconds. Check the base URL and try again.`,
      retryable: true,
    });
  }
}

/** A site whose service is down may say so with status 200: in a sentence, or as an error document. */
function isRefusal(body: unknown): boolean {
  if (typeof body === 'string') return true;
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    !('data' in body) &&
    body.error !== null
  );
}

/** What was asked for was no answer. */
function ofList(error: unknown, name: string): unknown {
  if (!(error instanceof FailureError)) return error;
  const { failure } = error;
  const message = failure.message.replace(
    /^Cannot get an answer:/,
    () => `Cannot list the models of ${name}:`,
  );
  return new FailureError({ ...failure, message });
}

function listIn(text: string, name: string): unknown {
  const list = parseJson(text);
  if (list !== undefined) return list;
  throw new FailureError({
    code: 'malformed-response',
    message: `Cannot list the models of ${name}: its answer is not JSON. Check that the base URL is the address of its API.`,
    retryable: false,
  });
}
