import { expect, test } from 'vitest';
import type { z } from 'zod';
import * as anthropic from './anthropic/schema.ts';
import * as responses from './openai-responses/schema.ts';
import { mutationsOf } from './testing/mutations.ts';

const anthropicDelta = {
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: 'a', thinking: 'b', signature: 'c', partial_json: 'd' },
  request_id: 'r',
};
const responsesDelta = {
  type: 'response.output_text.delta',
  item_id: 'i',
  output_index: 0,
  content_index: 1,
  summary_index: 2,
  delta: 'a',
};

const shapes: readonly (readonly [string, (value: unknown) => boolean, z.ZodType, unknown])[] = [
  ['a delta of Anthropic', anthropic.isPlainDelta, anthropic.blockDelta, anthropicDelta],
  ['an event of Anthropic', anthropic.isPlainEnvelope, anthropic.anthropicEnvelope, anthropicDelta],
  ['a delta of Responses', responses.isPlainDelta, responses.deltaEvent, responsesDelta],
  ['an event of Responses', responses.isPlainEvent, responses.eventType, responsesDelta],
];

test.each(shapes)(
  'what is told by hand to be %s is what the schema makes of it',
  (_, isPlain, schema, sample) => {
    expect(isPlain(sample)).toBe(true);
    for (const mutation of mutationsOf(sample)) {
      if (!isPlain(mutation)) continue;
      const parsed = schema.safeParse(mutation);
      expect(parsed.success, JSON.stringify(mutation)).toBe(true);
      expect(mutation).toMatchObject(JSON.parse(JSON.stringify(parsed.data)) as object);
    }
  },
);
