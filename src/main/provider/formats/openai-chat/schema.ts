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
