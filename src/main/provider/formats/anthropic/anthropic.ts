import type { Failure } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { Adapter, FailedResponse } from '../adapter.ts';
import { createAnthropicDecoder } from './decode.ts';
import { anthropicHeaders, encodeAnthropic } from './encode.ts';
import { anthropicEnvelope, anthropicModels } from './schema.ts';
import { statusFailure } from '../read-failure.ts';
import { readModels } from '../read-models.ts';
import { parseJson } from '../wire.ts';

/** Anthropic Messages: https://docs.claude.com/en/api/messages */
export const anthropic: Adapter = {
  encode: encodeAnthropic,
  framing: 'sse',
  createDecoder: createAnthropicDecoder,
  readFailure,
  models: { path: '/models?limit=1000', headers: anthropicHeaders, parse: parseModels },
};

function readFailure(response: FailedResponse): Failure {
  const envelope = anthropicEnvelope.safeParse(parseJson(response.body)).data;
  if (envelope?.error === undefined) return statusFailure(response);
  const { error, request_id: requestId } = envelope;
  return statusFailure(response, { words: [error.type], message: error.message, requestId });
}

function parseModels(body: unknown): readonly ModelInfo[] {
  return readModels(anthropicModels, body, ({ data }) =>
    data.map(({ id, display_name: name, max_input_tokens, max_tokens }) => ({
      id,
      name,
      contextLength: max_input_tokens,
      maxOutput: max_tokens,
    })),
  );
}
