import { z } from 'zod';
import { isFields, isTextOrAbsent } from '../read-fields.ts';
import { optional, optionalCount, optionalText } from '../wire.ts';

/** Only what is read; unknown keys pass. https://docs.claude.com/en/api/messages-streaming */

const usage = z.object({
  input_tokens: optionalCount,
  output_tokens: optionalCount,
  cache_read_input_tokens: optionalCount,
  output_tokens_details: optional(z.object({ thinking_tokens: optionalCount })),
});
export type AnthropicUsage = z.infer<typeof usage>;

const stopDetails = optional(z.object({ explanation: optionalText })).catch(undefined);

const citation = z.object({ url: optionalText, title: optionalText });
export type AnthropicCitation = z.infer<typeof citation>;

const block = z.object({
  type: z.string(),
  text: optionalText,
  thinking: optionalText,
  signature: optionalText,
  data: optionalText,
  id: optionalText,
  name: optionalText,
  input: z.unknown().optional(),
  citations: optional(z.array(citation)),
});
export type AnthropicBlock = z.infer<typeof block>;

const delta = z.object({
  type: z.string(),
  text: optionalText,
  thinking: optionalText,
  signature: optionalText,
  partial_json: optionalText,
  citation: optional(citation),
});
export type AnthropicDelta = z.infer<typeof delta>;

export const anthropicMessage = z.object({
  id: optionalText,
  model: optionalText,
  usage: optional(usage),
  stop_reason: optionalText,
  stop_details: stopDetails,
  content: optional(z.array(block)),
});
export type AnthropicMessage = z.infer<typeof anthropicMessage>;

export const messageStart = z.object({ message: anthropicMessage });
export const blockStart = z.object({ index: z.number(), content_block: block });
export const blockDelta = z.object({ index: z.number(), delta });
export const blockStop = z.object({ index: z.number() });
export const messageDelta = z.object({
  delta: optional(z.object({ stop_reason: optionalText, stop_details: stopDetails })),
  usage: optional(usage),
});

/** Whether `blockDelta` takes this value as it is. */
export function isPlainDelta(value: unknown): value is z.output<typeof blockDelta> {
  if (!isFields(value) || !Number.isFinite(value.index) || !isFields(value.delta)) return false;
  const { delta: piece } = value;
  return (
    typeof piece.type === 'string' &&
    isTextOrAbsent(piece.text) &&
    isTextOrAbsent(piece.thinking) &&
    isTextOrAbsent(piece.signature) &&
    isTextOrAbsent(piece.partial_json) &&
    piece.citation === undefined
  );
}

const error = z.object({ type: optionalText, message: optionalText });

/** Of every event and every error body. Beside the documented `{ type: 'error', error }`, gateways send `{ error }`. */
export const anthropicEnvelope = z.object({
  type: optionalText,
  error: optional(
    z.union([error, z.string().transform((message) => ({ type: undefined, message }))]),
  ),
  request_id: optionalText,
});
export type AnthropicEnvelope = z.infer<typeof anthropicEnvelope>;

/** Whether `anthropicEnvelope` takes this value as it is, and it reports no error. */
export function isPlainEnvelope(value: unknown): value is AnthropicEnvelope {
  return (
    isFields(value) &&
    value.error === undefined &&
    isTextOrAbsent(value.type) &&
    isTextOrAbsent(value.request_id)
  );
}

export const anthropicModels = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      display_name: optionalText,
      max_input_tokens: optionalCount,
      max_tokens: optionalCount,
    }),
  ),
});
