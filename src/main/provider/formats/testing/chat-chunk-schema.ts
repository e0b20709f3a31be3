import { z } from 'zod';

/** A field that is missing, `null` or of another kind than expected is absent. */
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

const toolCall = z.object({
  index: count,
  id: text,
  function: lenient(z.object({ name: text, arguments: z.unknown().optional() })),
  custom: lenient(z.object({ name: text, input: text })),
});

const contentPiece = z.object({
  text,
  thinking: lenient(z.union([z.string(), z.array(z.object({ text }))])),
});

const message = z.object({
  content: lenient(z.union([z.string(), z.array(contentPiece)])),
  refusal: text,
  reasoning_content: text,
  reasoning: text,
  reasoning_details: lenient(z.array(z.object({ text, summary: text }))),
  images: lenient(z.array(z.unknown())),
  tool_calls: lenient(z.array(toolCall)),
  function_call: lenient(z.object({ name: text, arguments: z.unknown().optional() })),
  annotations: lenient(
    z.array(z.object({ url_citation: lenient(z.object({ url: text, title: text })) })),
  ),
});

const choice = z.object({
  index: count,
  delta: lenient(message),
  message: lenient(message),
  finish_reason: text,
  usage: lenient(usage),
});

/** What `readChatChunk` reads by hand, said as a schema: the two must agree. */
export const chatChunkSchema = z.object({
  id: text,
  model: text,
  choices: lenient(z.array(choice)),
  usage: lenient(usage),
  x_groq: lenient(z.object({ usage: lenient(usage) })),
  citations: lenient(z.array(z.string())),
  search_results: lenient(z.array(z.object({ url: text, title: text }))),
});
