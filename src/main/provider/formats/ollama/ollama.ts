import { z } from 'zod';
import type { Failure } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { Adapter, FailedResponse } from '../adapter.ts';
import { createOllamaDecoder } from './decode.ts';
import { encodeOllama } from './encode.ts';
import { statusFailure } from '../read-failure.ts';
import { readModels } from '../read-models.ts';
import { parseJson } from '../wire.ts';

/** Ollama's own API: https://docs.ollama.com/api/chat */
export const ollama: Adapter = {
  encode: encodeOllama,
  framing: 'ndjson',
  createDecoder: createOllamaDecoder,
  readFailure,
  models: { path: '/api/tags', parse: parseModels },
};

const errorBody = z.object({ error: z.string() });
const tags = z.object({ models: z.array(z.object({ name: z.string() })) });

function readFailure(response: FailedResponse): Failure {
  const body = errorBody.safeParse(parseJson(response.body)).data;
  return statusFailure(response, body && { words: [], message: body.error });
}

function parseModels(body: unknown): readonly ModelInfo[] {
  return readModels(tags, body, ({ models }) => models.map(({ name }) => ({ id: name })));
}
