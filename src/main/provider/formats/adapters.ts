import type { WireFormatId } from '#shared/provider/provider.ts';
import type { Adapter } from './adapter.ts';
import { anthropic } from './anthropic/anthropic.ts';
import { chatbotUi } from './chatbot-ui/chatbot-ui.ts';
import { gemini } from './gemini/gemini.ts';
import { ollama } from './ollama/ollama.ts';
import { openaiChat } from './openai-chat/openai-chat.ts';
import { openaiResponses } from './openai-responses/openai-responses.ts';

/** The codec of every wire format that is spoken over HTTP. */
export const adapters: Readonly<Record<WireFormatId, Adapter>> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic,
  'chatbot-ui': chatbotUi,
  gemini,
  ollama,
};
