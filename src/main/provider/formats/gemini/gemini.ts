import type { ModelInfo } from '#shared/provider/model.ts';
import type { Adapter } from '../adapter.ts';
import { createGeminiDecoder } from './decode.ts';
import { encodeGemini } from './encode.ts';
import { readGeminiFailure } from './failure.ts';
import { geminiModels } from './schema.ts';
import { readModels } from '../read-models.ts';

/** Gemini API: https://ai.google.dev/api/generate-content */
export const gemini: Adapter = {
  encode: encodeGemini,
  framing: 'sse',
  createDecoder: createGeminiDecoder,
  readFailure: readGeminiFailure,
  models: { path: '/models?pageSize=1000', parse: parseModels },
};

/** Only models that answer; the list also has those that embed or make videos. */
function parseModels(body: unknown): readonly ModelInfo[] {
  return readModels(geminiModels, body, ({ models }) =>
    models
      .filter(
        ({ supportedGenerationMethods: methods }) => methods?.includes('generateContent') ?? true,
      )
      .map((model) => ({
        id: model.name.replace(/^models\//, ''),
        name: model.displayName,
        contextLength: model.inputTokenLimit,
        maxOutput: model.outputTokenLimit,
      })),
  );
}
