import { z } from 'zod';

/** A field that is missing, `null` or of another kind than expected is absent: one odd field never costs the answer. */
function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

const text = lenient(z.string());
const count = lenient(z.number().nonnegative());

const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  completion_tokens_details: lenient(z.object({ reasoning_tokens: count })),
  prompt_tokens_details: lenient(z.object({ cached_tokens: count })),
});
export type ChatUsage = z.infer<typeof usage>;

const toolCall = z.object({
  index: count,
  id: text,
  function: lenient(z.object({ name: text, arguments: z.unknown().optional() })),
  custom: lenient(z.object({ name: text, input: text })),
});
export type ChatToolCall = z.infer<typeof toolCall>;

/** Mistral sends `content` as a list of pieces; a piece that thinks has pieces of its own. */
const contentPiece = z.object({
  type: text,
  text,
  thinking: lenient(z.union([z.string(), z.array(z.object({ text }))])),
});
export type ChatContentPiece = z.infer<typeof contentPiece>;

const message = z.object({
  content: lenient(z.union([z.string(), z.array(contentPiece)])),
  refusal: text,
  reasoning_content: text,
  reasoning: text,
  /** OpenRouter: https://openrouter.ai/docs/use-cases/reasoning-tokens */
  reasoning_details: lenient(z.array(z.object({ text, summary: text }))),
  /** OpenRouter: https://openrouter.ai/docs/features/multimodal/image-generation */
  images: lenient(z.array(z.unknown())),
  tool_calls: lenient(z.array(toolCall)),
  function_call: lenient(z.object({ name: text, arguments: z.unknown().optional() })),
  annotations: lenient(
    z.array(z.object({ url_citation: lenient(z.object({ url: text, title: text })) })),
  ),
});
export type ChatMessage = z.infer<typeof message>;

const choice = z.object({
  index: count,
  delta: lenient(message),
  message: lenient(message),
  finish_reason: text,
  usage: lenient(usage),
});

/** What is read of a chunk of a stream and of a whole completion alike. */
export const chatChunkSchema = z.object({
  id: text,
  model: text,
  choices: lenient(z.array(choice)),
  usage: lenient(usage),
  x_groq: lenient(z.object({ usage: lenient(usage) })),
  citations: lenient(z.array(z.string())),
  search_results: lenient(z.array(z.object({ url: text, title: text }))),
});
export type ChatChunk = z.infer<typeof chatChunkSchema>;

/** The fields in which servers of this family report an error, whatever their shape. */
export const chatErrorSchema = z.object({
  object: text,
  error: z.unknown().optional(),
  message: text,
  msg: text,
  detail: z.unknown().optional(),
  type: text,
  code: lenient(z.union([z.string(), z.number()])),
  status: lenient(z.union([z.string(), z.number()])),
  choices: z.unknown().optional(),
  callback: text,
  metadata: lenient(z.object({ raw: text })),
  /** https://console.groq.com/docs/errors */
  x_groq: lenient(z.object({ error: text })),
});

const model = z.object({
  id: text,
  name: text,
  display_name: text,
  type: text,
  context_length: count,
  context_window: count,
  max_context_length: count,
  max_model_len: count,
  max_completion_tokens: count,
  top_provider: lenient(z.object({ max_completion_tokens: count })),
  meta: lenient(z.object({ n_ctx_train: count })),
  capabilities: lenient(z.object({ completion_chat: lenient(z.boolean()) })),
});

/** A list under `data` (OpenAI), under `models`, or bare (Together). */
export const chatModelsSchema = z.union([
  z.array(model),
  z.object({ data: z.array(model) }).transform(({ data }) => data),
  z.object({ models: z.array(model) }).transform(({ models }) => models),
]);
