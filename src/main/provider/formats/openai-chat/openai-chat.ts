import type { Adapter } from '../adapter.ts';
import { createChatDecoder } from './decode.ts';
import { encodeChat } from './encode.ts';
import { readChatFailure } from './failure.ts';
import { parseChatModels } from './models.ts';

/**
 * OpenAI Chat Completions and everything that calls itself compatible with it.
 * https://platform.openai.com/docs/api-reference/chat
 */
export const openaiChat: Adapter = {
  encode: encodeChat,
  framing: 'sse',
  createDecoder: createChatDecoder,
  readFailure: readChatFailure,
  models: { path: '/models', parse: parseChatModels },
};
