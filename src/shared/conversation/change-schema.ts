import { z } from 'zod';
import { assistantMessageSchema, conversationSchema, userMessageSchema } from './conversation.ts';
import { messageIdSchema } from '#shared/id.ts';
import { modelRefSchema } from '#shared/provider/model.ts';
import { streamEventSchema } from './stream-event.ts';

const messageId = messageIdSchema;
const { shape } = conversationSchema;
const answer = assistantMessageSchema.shape;

/**
 * Everything that can happen to a conversation. Facts with all that they need: no clock and no chance in the fold.
 * The type and what a journal keeps are one, so that no change can be told and then be lost.
 */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('titled'), title: z.string(), by: z.enum(['model', 'person']) }),
  z.object({
    type: z.literal('configured'),
    model: shape.model.exactOptional(),
    instructions: shape.instructions.exactOptional(),
    parameters: shape.parameters.exactOptional(),
    /** `null`: the chain of the settings. */
    fallback: z.array(modelRefSchema).readonly().nullable().exactOptional(),
  }),
  z.object({ type: z.literal('pinned'), pinned: z.boolean() }),
  z.object({ type: z.literal('trashed'), at: z.number().nullable() }),
  z.object({ type: z.literal('leaf-selected'), leafId: messageId }),
  z.object({ type: z.literal('message-added'), message: userMessageSchema }),
  /** An answer begins, empty and `streaming`, and becomes the leaf. */
  z.object({ type: z.literal('message-started'), message: assistantMessageSchema }),
  /** A settled answer streams on from where it ended. */
  z.object({ type: z.literal('message-resumed'), messageId, at: z.number() }),
  z.object({
    type: z.literal('message-streamed'),
    messageId,
    events: z.array(streamEventSchema).readonly(),
    at: z.number(),
  }),
  /** How the answer was obtained; comes before the terminal event. */
  z.object({
    type: z.literal('message-measured'),
    messageId,
    route: answer.route.unwrap().readonly(),
    timing: answer.timing.unwrap(),
  }),
  /** The app ended before the answer did: found at the next start. */
  z.object({ type: z.literal('message-interrupted'), messageId }),
]);
export type ConversationChange = Readonly<z.infer<typeof changeSchema>>;
