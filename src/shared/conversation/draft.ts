import { z } from 'zod';
import { conversationIdSchema, draftFileIdSchema } from '#shared/id.ts';

/** How long the text of a draft may be to be kept, in characters. */
export const DRAFT_TEXT_LIMIT = 16_000_000;
/** How many files a draft has at most: a message has 64 parts, one is its text. */
export const DRAFT_FILES_LIMIT = 20;
/** How large one of them may be, in bytes. */
export const DRAFT_FILE_LIMIT_BYTES = 10 * 1024 * 1024;

/** A draft belongs to a conversation, or to the one that its first message will create. */
export const draftKeySchema = z.union([z.literal('new'), conversationIdSchema]);
export type DraftKey = z.infer<typeof draftKeySchema>;

/** A file of a draft without its content, which is kept apart under `id`. */
const draftFileSchema = z.strictObject({
  id: draftFileIdSchema,
  name: z.string().max(1024),
  mediaType: z.string().max(256),
  sizeBytes: z.number().int().nonnegative(),
  /** A long text that was pasted, and may go back into the field. */
  isPasted: z.boolean(),
});
export type DraftFile = z.infer<typeof draftFileSchema>;

/** What was written and not sent. */
export const keptDraftSchema = z.strictObject({
  text: z.string().max(DRAFT_TEXT_LIMIT),
  files: z.array(draftFileSchema).max(2 * DRAFT_FILES_LIMIT),
});
export type KeptDraft = z.infer<typeof keptDraftSchema>;

export type KeptDrafts = Readonly<Partial<Record<DraftKey, KeptDraft>>>;
