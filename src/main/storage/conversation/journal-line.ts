import { z } from 'zod';
import { changeSchema } from '#shared/conversation/change-schema.ts';
import { conversationSchema } from '#shared/conversation/conversation.ts';

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
export type JournalEntry = Readonly<z.infer<typeof journalEntrySchema>>;
