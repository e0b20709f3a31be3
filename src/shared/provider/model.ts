import { z } from 'zod';
import { providerIdSchema } from '#shared/id.ts';

/** Which model of which provider. Unknown model ids are allowed: providers add models faster than lists. */
export const modelRefSchema = z.object({
  providerId: providerIdSchema,
  modelId: z.string().min(1).max(256),
});
export type ModelRef = z.infer<typeof modelRefSchema>;

export const MOST_FALLBACKS = 8;

/** Models that answer one after the other when the chosen one cannot, the first to be asked first. */
export const fallbackSchema = z.array(modelRefSchema).max(MOST_FALLBACKS);

/** What a provider's model list says of one model. Absent means that the provider does not tell. */
export const modelInfoSchema = z.object({
  id: z.string(),
  name: z.string().exactOptional(),
  /** Tokens of prompt and answer together. */
  contextLength: z.number().exactOptional(),
  /** Largest answer in tokens. */
  maxOutput: z.number().exactOptional(),
});
export type ModelInfo = Readonly<z.infer<typeof modelInfoSchema>>;

/** The models of a provider, and when it named them in milliseconds since the epoch; `null`: it has not been asked yet. */
export const modelListSchema = z.object({
  models: z.array(modelInfoSchema).readonly(),
  fetchedAt: z.number().nullable(),
});
export type ModelList = Readonly<z.infer<typeof modelListSchema>>;

const tokenCount = z.number().nonnegative().nullable();

/** Token counts as the provider reports them; `null` where it does not. Cumulative for the whole answer. */
export const usageSchema = z.object({
  inputTokens: tokenCount,
  outputTokens: tokenCount,
  totalTokens: tokenCount,
  /** Part of `outputTokens` spent on reasoning (Gemini: not part of it). */
  reasoningTokens: tokenCount,
  /** Part of `inputTokens` served from the provider's prompt cache (Anthropic: not part of it). */
  cachedInputTokens: tokenCount,
});
export type Usage = z.infer<typeof usageSchema>;

export const finishReasons = [
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'aborted',
  'other',
] as const;

/** Why an answer ended without an error. */
export type FinishReason = (typeof finishReasons)[number];
export const finishReasonSchema = z.enum(finishReasons).catch('other');

/** What an answer may have that is not shown. */
export const withheldSchema = z.enum(['image']).optional().catch(undefined);

export const reasoningEfforts = ['minimal', 'low', 'medium', 'high'] as const;

/** How the model is asked to answer. Every field is optional: absent means the provider's own default. */
export const generationParametersSchema = z.object({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  presencePenalty: z.number().min(-2).max(2).optional(),
  frequencyPenalty: z.number().min(-2).max(2).optional(),
  /** Largest answer in tokens. */
  maxOutputTokens: z.number().int().positive().optional(),
  reasoningEffort: z.enum(reasoningEfforts).optional(),
});
export type GenerationParameters = z.infer<typeof generationParametersSchema>;
