import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const text = z.string();

const toolCall = z.looseObject({
  id: text.nullish(),
  name: text,
  arguments: z.unknown(),
  argumentsText: z.unknown(),
  invalidJson: z.boolean().optional(),
});
export type ExpectedToolCall = z.infer<typeof toolCall>;

const usageCount = z.number().nullish();
const usage = z.object({
  inputTokens: usageCount,
  outputTokens: usageCount,
  totalTokens: usageCount,
  reasoningTokens: usageCount,
  cachedInputTokens: usageCount,
});

const error = z.looseObject({
  kind: text.optional(),
  message: text.nullish(),
  status: z.number().nullish(),
  retryAfterMs: z.number().nullish(),
});
export type ExpectedError = z.infer<typeof error>;

/** A string over 20,000 characters is given by its length and the SHA-256 of its UTF-8. */
const longString = z.union([text, z.object({ $len: z.number(), $sha256: text })]);
export type ExpectedText = z.infer<typeof longString>;

const expectation = z.looseObject({
  text: longString.optional(),
  reasoning: longString.optional(),
  toolCalls: z.array(toolCall).optional(),
  finishReason: text.nullish(),
  usage: usage.nullish(),
  error: error.nullish(),
  events: z.array(z.looseObject({ event: text.optional(), data: longString })).optional(),
});
export type Expectation = z.infer<typeof expectation>;

const endings = ['eof', 'reset', 'stall', 'chunked-truncated', 'content-length-short'] as const;

const streamCase = z.looseObject({
  name: text,
  file: text,
  level: z.enum(['sse', 'provider']),
  protocol: text,
  http: z.looseObject({
    status: z.number().int(),
    contentType: text.nullish(),
    headers: z.record(text, text).nullish(),
  }),
  chunking: z
    .looseObject({ splits: z.array(z.number()).nullish(), upstream: z.array(z.number()).nullish() })
    .nullish(),
  ending: z.enum(endings).default('eof'),
  expected: expectation,
  acceptable: z.array(expectation).nullish(),
  optional: z.boolean().nullish(),
});
export type StreamCase = z.infer<typeof streamCase> & { readonly body: Buffer };

/** What else is right in a folder whose index nobody here writes, by `protocol/name`. */
const alsoAcceptable = z.record(text, z.array(expectation));

/**
 * The cases of `folder/index.json` with the bytes of their files; what `folder/acceptable.json` says of a case, where
 * there is one, is acceptable too. Throws when either is not of its own schema, or names a case that there is not.
 */
export function readCases(folder: string): StreamCase[] {
  const index = z
    .looseObject({ cases: z.array(streamCase) })
    .parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')));
  const others = readAcceptable(folder);
  const cases = index.cases.map((entry) => {
    const also = others.get(`${entry.protocol}/${entry.name}`) ?? [];
    others.delete(`${entry.protocol}/${entry.name}`);
    const acceptable = [...(entry.acceptable ?? []), ...also];
    return Object.assign(entry, { acceptable, body: readFileSync(join(folder, entry.file)) });
  });
  const [unknown] = others.keys();
  if (unknown !== undefined) throw new Error(`acceptable.json names no case: ${unknown}`);
  return cases;
}

function readAcceptable(folder: string): Map<string, Expectation[]> {
  const path = join(folder, 'acceptable.json');
  if (!existsSync(path)) return new Map();
  return new Map(Object.entries(alsoAcceptable.parse(JSON.parse(readFileSync(path, 'utf8')))));
}
