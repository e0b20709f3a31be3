import { z } from 'zod';
import { failureSchema } from '#shared/failure.ts';
import { conversationIdSchema, messageIdSchema } from '#shared/id.ts';
import {
  fallbackSchema,
  finishReasonSchema,
  withheldSchema,
  generationParametersSchema,
  modelRefSchema,
  usageSchema,
} from '#shared/provider/model.ts';

// A closed list of words that is stored falls back on a word that it has: one that a newer version added is no damage.
const textPartSchema = z.object({ type: z.literal('text'), text: z.string() });

const filePartSchema = z.object({
  type: z.literal('file'),
  name: z.string(),
  mediaType: z.string(),
  /** Base64 without line breaks. */
  data: z.string(),
});

const reasoningPartSchema = z.object({
  type: z.literal('reasoning'),
  text: z.string(),
  /** Opaque to us and sent back as it came (signatures, encrypted reasoning). */
  providerMetadata: z.record(z.string(), z.unknown()).optional(),
});

const toolCallPartSchema = z.object({
  type: z.literal('tool-call'),
  toolCallId: z.string(),
  toolName: z.string(),
  /** The argument text as it came; JSON once the answer is complete. */
  input: z.string(),
  providerMetadata: z.record(z.string(), z.unknown()).optional(),
});

const sourcePartSchema = z.object({
  type: z.literal('source'),
  url: z.string(),
  title: z.string(),
});

export const userPartSchema = z.discriminatedUnion('type', [textPartSchema, filePartSchema]);
export const assistantPartSchema = z.discriminatedUnion('type', [
  textPartSchema,
  reasoningPartSchema,
  toolCallPartSchema,
  sourcePartSchema,
]);

/** One try of one server on the way to an answer; the last one is the one that answered. */
const routeStepSchema = z.object({
  model: modelRefSchema,
  /** Host and path of the server, never a query or user name. */
  server: z.string().optional(),
  durationMs: z.number().nonnegative(),
  failure: failureSchema.optional(),
});

const timingSchema = z.object({
  /** From the start of the generation to the first visible text or reasoning, in milliseconds; absent when none came. */
  firstTokenMs: z.number().nonnegative().optional(),
  /** How long reasoning arrived, in milliseconds; absent when none did. */
  reasoningMs: z.number().nonnegative().optional(),
  /** From the start of the generation to its end, in milliseconds. */
  totalMs: z.number().nonnegative(),
});

export const userMessageSchema = z.object({
  id: messageIdSchema,
  role: z.literal('user'),
  parentId: messageIdSchema.nullable(),
  createdAt: z.number(),
  parts: z.array(userPartSchema),
});

export const messageStatuses = [
  'streaming',
  'complete',
  'interrupted',
  'aborted',
  'failed',
] as const;

export const assistantMessageSchema = z.object({
  id: messageIdSchema,
  role: z.literal('assistant'),
  parentId: messageIdSchema,
  createdAt: z.number(),
  /** The one that answers: another one than was asked first when that could not (see `route`). */
  model: modelRefSchema,
  /** The model that really answered, as the provider names it, where that differs from the one asked for. */
  responseModelId: z.string().optional(),
  parts: z.array(assistantPartSchema),
  /** `interrupted`: the app ended before the answer did; what had arrived is kept. */
  status: z.enum(messageStatuses).catch('complete'),
  finishReason: finishReasonSchema.optional(),
  /** Why it ended, in the words of the service. */
  finishDetail: z.string().optional(),
  /** The answer had more than is in `parts`. */
  withheld: withheldSchema,
  usage: usageSchema.optional(),
  failure: failureSchema.optional(),
  route: z.array(routeStepSchema).optional(),
  timing: timingSchema.optional(),
});

export const messageSchema = z.discriminatedUnion('role', [
  userMessageSchema,
  assistantMessageSchema,
]);

/**
 * The persisted tree. `messages` holds every settled message; an answer that is still arriving is in `running`,
 * so that a token costs the size of its own message and never that of the conversation.
 * A message id is in exactly one of the two. `leafId` names the end of the visible branch.
 */
export const conversationSchema = z.object({
  id: conversationIdSchema,
  title: z.string(),
  /** Who chose the title; an automatic title never replaces a person's. */
  titledBy: z.enum(['nobody', 'model', 'person']).catch('person'),
  /** Milliseconds since the epoch, like every time here. */
  createdAt: z.number(),
  updatedAt: z.number(),
  model: modelRefSchema,
  instructions: z.string(),
  parameters: generationParametersSchema,
  /** Asked in this order when `model` cannot answer; absent or `null`: the chain of the settings. */
  fallback: fallbackSchema.nullable().exactOptional(),
  pinned: z.boolean(),
  /** When it was put into the trash; `null` while it is in the library. */
  trashedAt: z.number().nullable(),
  messages: z.record(messageIdSchema, messageSchema),
  running: z.record(messageIdSchema, assistantMessageSchema),
  leafId: messageIdSchema.nullable(),
});

export type FilePart = z.infer<typeof filePartSchema>;
export type ToolCallPart = z.infer<typeof toolCallPartSchema>;
export type SourcePart = z.infer<typeof sourcePartSchema>;
export type UserPart = z.infer<typeof userPartSchema>;
export type AssistantPart = z.infer<typeof assistantPartSchema>;
export type RouteStep = z.infer<typeof routeStepSchema>;
export type Timing = z.infer<typeof timingSchema>;
export type UserMessage = z.infer<typeof userMessageSchema>;
export type AssistantMessage = z.infer<typeof assistantMessageSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Conversation = z.infer<typeof conversationSchema>;

/** What the sidebar shows of a conversation, and all that is read of it at start. */
export const conversationSummarySchema = conversationSchema
  .pick({
    id: true,
    title: true,
    createdAt: true,
    updatedAt: true,
    model: true,
    pinned: true,
    trashedAt: true,
  })
  .extend({ messageCount: z.number().int().nonnegative() });
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

/** The message with this id, settled or still arriving. */
export function findMessage(conversation: Conversation, id: string): Message | undefined {
  return own(conversation.running, id) ?? own(conversation.messages, id);
}

/** What a record itself holds: not what every object answers to, such as `constructor`. */
export function own<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The visible text of a message: its text parts joined, without reasoning, tools and sources. */
export function textOf(message: Message): string {
  const texts: string[] = [];
  for (const part of message.parts) if (part.type === 'text') texts.push(part.text);
  return texts.join('\n\n');
}

export function summarize(conversation: Conversation, messageCount: number): ConversationSummary {
  const { id, title, createdAt, updatedAt, model, pinned, trashedAt } = conversation;
  return { id, title, createdAt, updatedAt, model, pinned, trashedAt, messageCount };
}
