import { z } from 'zod';
import type { Failure } from '#shared/failure.ts';
import type { Http } from '../../net/http.ts';
import { findDefinition } from '../catalog/catalog.ts';
import { serverOf } from '../catalog/base-url.ts';
import type { ProviderAccess, RequestTarget } from './access.ts';

const QUESTION_MS = 5000;
const ANSWER_LIMIT = 4096;

/** https://github.com/ChatGPTNextWeb/NextChat/blob/fbf6bc197/app/api/config/route.ts */
const nextChatConfig = z.object({ needCode: z.boolean() });

/**
 * The failure of an address that has no such API, with the kind of service that is there instead when one question tells
 * it. That goes to the same server, without a credential; any other failure is returned as it is.
 */
export async function withFoundService(
  http: Http,
  failure: Failure,
  { definition }: Pick<ProviderAccess, 'definition'>,
  { baseUrl, signal }: RequestTarget,
): Promise<Failure> {
  const nextChat = findDefinition('nextchat');
  const isAskedAlready = definition.apiPath === nextChat?.apiPath;
  if (failure.code !== 'malformed-response' || nextChat === undefined || isAskedAlready)
    return failure;
  if (!(await isNextChat(http, baseUrl, signal))) return failure;
  const { name } = nextChat;
  return {
    ...failure,
    message: `Cannot get an answer: there is a ${name} site at ${serverOf(baseUrl)}, and it was asked as ${definition.name}. Add it as ${name}.`,
    foundService: name,
  };
}

async function isNextChat(http: Http, baseUrl: string, signal: AbortSignal): Promise<boolean> {
  const url = new URL('/api/config', baseUrl).href;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(QUESTION_MS)]);
  try {
    const headers = { accept: 'application/json' };
    const response = await http.send({ method: 'GET', url, headers }, limited);
    const text = await response.text(ANSWER_LIMIT);
    return response.status === 200 && nextChatConfig.safeParse(JSON.parse(text)).success;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
