import { z } from 'zod';
import { optional, optionalCount, optionalNumber, optionalText } from '../wire.ts';

/** Only what is read; unknown keys pass. https://ai.google.dev/api/generate-content */

const part = z.object({
  text: optionalText,
  thought: optional(z.boolean()),
  thoughtSignature: optionalText,
  inlineData: optional(z.object({ mimeType: optionalText })).catch(undefined),
  functionCall: optional(
    z.object({ id: optionalText, name: optionalText, args: z.unknown().optional() }),
  ),
});
export type GeminiPart = z.infer<typeof part>;

const web = optional(z.object({ uri: optionalText, title: optionalText }));
const cited = optional(z.array(z.object({ uri: optionalText, title: optionalText })));

const candidate = z.object({
  index: optionalNumber,
  content: optional(z.object({ parts: optional(z.array(part)) })),
  finishReason: optionalText,
  finishMessage: optionalText,
  groundingMetadata: optional(
    z.object({
      groundingChunks: optional(z.array(z.object({ web, retrievedContext: web, maps: web }))),
    }),
  ),
  /** The Gemini API names the list one way, Vertex AI the other. */
  citationMetadata: optional(z.object({ citationSources: cited, citations: cited })),
});
export type GeminiCandidate = z.infer<typeof candidate>;

const usage = z.object({
  promptTokenCount: optionalCount,
  candidatesTokenCount: optionalCount,
  totalTokenCount: optionalCount,
  thoughtsTokenCount: optionalCount,
  cachedContentTokenCount: optionalCount,
});
export type GeminiUsage = z.infer<typeof usage>;

function secondsText({ seconds }: { readonly seconds: number }): string {
  return `${seconds}s`;
}

const error = z.object({
  code: optionalNumber,
  message: optionalText,
  status: optionalText,
  details: optional(
    z.array(
      z.object({
        reason: optionalText,
        /** A duration of Protocol Buffers: its text, or from some gateways its fields. */
        retryDelay: optional(
          z.union([z.string(), z.object({ seconds: z.coerce.number() }).transform(secondsText)]),
        ).catch(undefined),
        violations: optional(z.array(z.object({ quotaId: optionalText }))),
      }),
    ),
  ),
});
export type GeminiError = z.infer<typeof error>;

export const geminiChunk = z.object({
  candidates: optional(z.array(candidate)),
  promptFeedback: optional(
    z.object({ blockReason: optionalText, blockReasonMessage: optionalText }),
  ),
  usageMetadata: optional(usage),
  modelVersion: optionalText,
  responseId: optionalText,
  error: optional(error),
});
export type GeminiChunk = z.infer<typeof geminiChunk>;

/** Errors come as an object or, where a JSON array was being streamed, as an array with one. */
export const geminiErrorBody = z.union([
  z.object({ error }),
  z.tuple([z.object({ error })], z.unknown()).transform(([first]) => first),
]);

export const geminiModels = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      displayName: optionalText,
      inputTokenLimit: optionalCount,
      outputTokenLimit: optionalCount,
      supportedGenerationMethods: optional(z.array(z.string())),
    }),
  ),
});
