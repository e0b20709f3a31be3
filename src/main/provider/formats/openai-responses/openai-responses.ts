import type { Adapter } from '../adapter.ts';
import { readChatFailure } from '../openai-chat/failure.ts';
import { parseChatModels } from '../openai-chat/models.ts';
import { createResponsesDecoder } from './decode.ts';
import { encodeResponses } from './encode.ts';

/** OpenAI Responses; errors and the list of models are those of Chat Completions. */
export const openaiResponses: Adapter = {
  encode: encodeResponses,
  framing: 'sse',
  createDecoder: createResponsesDecoder,
  readFailure: readChatFailure,
  models: { path: '/models', parse: parseChatModels },
};
