import { z } from 'zod';
import type { ConversationChange } from '#shared/conversation/change.ts';
import {
  assistantMessageSchema,
  conversationSchema,
  userMessageSchema,
} from '#shared/conversation/conversation.ts';
import { messageIdSchema } from '#shared/id.ts';
import { streamEventSchema } from '#shared/conversation/stream-event.ts';

const { shape } = conversationSchema;
const messageId = messageIdSchema;

const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('titled'), title: z.string(), by: z.enum(['model', 'person']) }),
  z.object({
    type: z.literal('configured'),
    model: shape.model.exactOptional(),
    instructions: shape.instructions.exactOptional(),
    parameters: shape.parameters.exactOptional(),
    fallback: shape.fallback,
  }),
  z.object({ type: z.literal('pinned'), pinned: z.boolean() }),
  z.object({ type: z.literal('trashed'), at: z.number().nullable() }),
  z.object({ type: z.literal('leaf-selected'), leafId: messageId }),
  z.object({ type: z.literal('message-added'), message: userMessageSchema }),
  z.object({ type: z.literal('message-started'), message: assistantMessageSchema }),
  z.object({ type: z.literal('message-resumed'), messageId, at: z.number() }),
  z.object({
    type: z.literal('message-streamed'),
    messageId,
    events: z.array(streamEventSchema),
    at: z.number(),
  }),
  z.object({
    type: z.literal('message-measured'),
    messageId,
    route: assistantMessageSchema.shape.route.unwrap(),
    timing: assistantMessageSchema.shape.timing.unwrap(),
  }),
  z.object({ type: z.literal('message-interrupted'), messageId }),
]);

/** The first line of a journal: the conversation as its changes found it, without its settled messages. */
export const journalHeaderSchema = z.object({
  schemaVersion: z.literal(1),
  version: z.number().int().nonnegative(),
  shell: conversationSchema,
});
export type JournalHeader = z.infer<typeof journalHeaderSchema>;

/** Every further line: a change and the version that the conversation has after it. */
export const journalEntrySchema = z.object({
  version: z.number().int().positive(),
  change: changeSchema,
});

export interface JournalEntry {
  readonly version: number;
  readonly change: ConversationChange;
}
