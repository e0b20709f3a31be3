import { z } from 'zod';
import type { FilePart } from '#shared/conversation/conversation.ts';
import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { dataUrl, fileKind, inlinedFile, unsupportedFile } from '../file-content.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The service keeps nothing (`store: false`); reasoning goes back and forth encrypted instead.
 * https://platform.openai.com/docs/api-reference/responses/create
 */
export function encodeResponses(call: ModelCall): HttpRequest {
  const { modelId, instructions, parameters, bodyDefaults, stream } = call;
  const { temperature, topP, maxOutputTokens, reasoningEffort } = parameters;
  const { reasoning: reasoningDefaults, ...defaults } = bodyDefaults;
  const reasons = reasoningEffort !== undefined || isReasoningModel(modelId);
  const reasoning = {
    ...(typeof reasoningDefaults === 'object' && reasoningDefaults),
    ...(reasoningEffort !== undefined && { effort: reasoningEffort }),
  };
  const body = {
    model: modelId,
    store: false,
    ...(reasons && { include: ['reasoning.encrypted_content'] }),
    ...defaults,
    ...(instructions !== '' && { instructions }),
    input: call.turns.flatMap(encodeTurn),
    stream,
    ...(temperature !== undefined && !refusesSampling(modelId) && { temperature }),
    ...(topP !== undefined && !refusesSampling(modelId) && { top_p: topP }),
    ...(maxOutputTokens !== undefined && { max_output_tokens: maxOutputTokens }),
    ...(reasons && Object.keys(reasoning).length > 0 && { reasoning }),
  };
  return {
    method: 'POST',
    path: '/responses',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** Others refuse every field about reasoning. */
function isReasoningModel(modelId: string): boolean {
  return refusesSampling(modelId) || /(?:^|\/)gpt-oss/.test(modelId);
}

/** OpenAI's own reasoning models take neither temperature nor top_p. */
function refusesSampling(modelId: string): boolean {
  const name = modelId.slice(modelId.lastIndexOf('/') + 1);
  return /^(?:o\d|gpt-(?:[5-9]|\d\d)|codex)/.test(name) && !name.includes('chat');
}

function encodeTurn(turn: Turn): readonly Fields[] {
  if (turn.role === 'user') {
    const text = turn.text === '' ? [] : [{ type: 'input_text', text: turn.text }];
    const content = [...turn.files.map(encodeFile), ...text];
    return content.length === 0 ? [] : [{ role: 'user', content }];
  }
  if (turn.text === '') return [];
  const answer = { role: 'assistant', content: [{ type: 'output_text', text: turn.text }] };
  return [...turn.reasoning.flatMap(encodeReasoning), answer];
}

const keptReasoning = z.object({
  'openai-responses': z.object({ id: z.string().optional(), encryptedContent: z.string() }),
});

function encodeReasoning(reasoning: {
  readonly text: string;
  readonly providerMetadata?: Record<string, unknown>;
}): readonly Fields[] {
  const kept = keptReasoning.safeParse(reasoning.providerMetadata).data?.['openai-responses'];
  if (kept === undefined) return [];
  const { id, encryptedContent } = kept;
  const summary = reasoning.text === '' ? [] : [{ type: 'summary_text', text: reasoning.text }];
  return [
    {
      type: 'reasoning',
      ...(id !== undefined && { id }),
      summary,
      encrypted_content: encryptedContent,
    },
  ];
}

function encodeFile(file: FilePart): Fields {
  switch (fileKind(file)) {
    case 'image':
      return { type: 'input_image', image_url: dataUrl(file), detail: 'auto' };
    case 'pdf':
      return { type: 'input_file', filename: file.name, file_data: dataUrl(file) };
    case 'text':
      return { type: 'input_text', text: inlinedFile(file) };
    case 'audio':
    case 'video':
    case 'binary':
      throw unsupportedFile(file, 'images, PDF and text files');
  }
}
