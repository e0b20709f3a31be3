import { z } from 'zod';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { Adapter } from '../adapter.ts';
import { createChatbotDecoder } from './decode.ts';
import { encodeChatbot } from './encode.ts';
import { readChatbotFailure } from './failure.ts';
import { readModels } from '../read-models.ts';
import { optionalCount, optionalText } from '../wire.ts';

/** chatbot-ui and its forks: https://github.com/mckaywrigley/chatbot-ui/tree/015be47a/pages/api */
export const chatbotUi: Adapter = {
  encode: encodeChatbot,
  framing: 'text',
  createDecoder: createChatbotDecoder,
  readFailure: readChatbotFailure,
  models: {
    path: '/api/models',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: '' }),
    parse: parseModels,
  },
};

const models = z.array(z.object({ id: z.string(), name: optionalText, tokenLimit: optionalCount }));

function parseModels(body: unknown): readonly ModelInfo[] {
  return readModels(models, body, (list) =>
    list.map(({ id, name, tokenLimit }) => ({ id, name, contextLength: tokenLimit })),
  );
}
