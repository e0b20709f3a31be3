import { z } from 'zod';
import { isFields, isNumberOrAbsent, isTextOrAbsent } from '../read-fields.ts';
import { optional, optionalCount, optionalNumber, optionalText } from '../wire.ts';

/** Only what is read; unknown keys pass. https://platform.openai.com/docs/api-reference/responses-streaming */

const annotation = z.object({ url: optionalText, title: optionalText });

const item = z.object({
  type: optionalText,
  id: optionalText,
  call_id: optionalText,
  name: optionalText,
  arguments: optionalText,
  /** Of a custom tool call, where it is text; other items have objects here. */
  input: z.unknown().optional(),
  encrypted_content: optionalText,
  summary: optional(z.array(z.object({ text: optionalText }))),
  content: optional(
    z.array(
      z.object({
        type: optionalText,
        text: optionalText,
        refusal: optionalText,
        annotations: optional(z.array(annotation)),
      }),
    ),
  ),
});
export type ResponseItem = z.infer<typeof item>;

const usage = z.object({
  input_tokens: optionalCount,
  output_tokens: optionalCount,
  total_tokens: optionalCount,
  input_tokens_details: optional(z.object({ cached_tokens: optionalCount })),
  output_tokens_details: optional(z.object({ reasoning_tokens: optionalCount })),
});
export type ResponseUsage = z.infer<typeof usage>;

export const wholeResponse = z.object({
  id: optionalText,
  model: optionalText,
  status: optionalText,
  output: optional(z.array(item)),
  usage: optional(usage),
  error: z.unknown().optional(),
  incomplete_details: optional(z.object({ reason: optionalText })),
});
export type WholeResponse = z.infer<typeof wholeResponse>;

export const eventType = z.object({ type: optionalText });
export const responseEvent = z.object({ response: wholeResponse });
/** Some gateways leave the position out, others change an item's id from event to event. */
const place = { output_index: optionalNumber, item_id: optionalText };
export const itemEvent = z.object({ ...place, item });
export const deltaEvent = z.object({
  ...place,
  delta: optionalText,
  summary_index: optionalNumber,
  content_index: optionalNumber,
});
export const argumentsEvent = z.object({ ...place, arguments: optionalText, input: optionalText });
export const annotationEvent = z.object({ annotation });

/** Whether `deltaEvent` takes this value as it is. */
export function isPlainDelta(value: unknown): value is z.output<typeof deltaEvent> {
  return (
    isFields(value) &&
    isTextOrAbsent(value.delta) &&
    isTextOrAbsent(value.item_id) &&
    isNumberOrAbsent(value.output_index) &&
    isNumberOrAbsent(value.summary_index) &&
    isNumberOrAbsent(value.content_index)
  );
}

/** Whether `eventType` takes this value as it is. */
export function isPlainEvent(value: unknown): value is z.output<typeof eventType> {
  return isFields(value) && isTextOrAbsent(value.type);
}
