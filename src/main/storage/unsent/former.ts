import { z } from 'zod';
import { userPartSchema } from '#shared/conversation/conversation.ts';
import { draftKeySchema } from '#shared/conversation/draft.ts';
import type { KeptDraft, KeptDrafts } from '#shared/conversation/draft.ts';
import type { QueuedMessage } from '#shared/conversation/queue.ts';
import type { Failure } from '#shared/failure.ts';
import { conversationIdSchema, createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { createJsonFile } from '../files/json-file.ts';
import { openKept } from './open-kept.ts';

/** What `unsent.json` held, in which versions before this one kept what was written and not sent. */
export interface FormerUnsent {
  readonly drafts: { readonly main: KeptDrafts; readonly 'quick-prompt': KeptDrafts };
  readonly queues: ReadonlyMap<ConversationId, readonly QueuedMessage[]>;
  /** To be called when all of it is on disk elsewhere. */
  readonly remove: () => void;
}

const textsSchema = z.record(z.string(), z.unknown());
const queuesSchema = z.record(z.string(), z.array(z.unknown()).catch([]));
const messageSchema = z.object({ parts: z.array(userPartSchema).min(1) });

/** `null` when there is no such file. What is damaged in it is left out. */
export function readFormerUnsent(
  directory: string,
  report: (failure: Failure) => void,
): FormerUnsent | null {
  const file = createJsonFile(directory, 'unsent');
  const texts = openKept(file, report).read();
  if (Object.keys(texts).length === 0) return null;
  return {
    drafts: {
      main: draftsIn(texts['drafts']),
      'quick-prompt': draftsIn(texts['quick-prompt.drafts']),
    },
    queues: joined(queuesIn(texts['queue']), queuesIn(texts['quick-prompt.queue'])),
    remove: file.remove,
  };
}

function draftsIn(value: unknown): KeptDrafts {
  const drafts: Record<string, KeptDraft> = {};
  for (const [key, text] of Object.entries(textsSchema.safeParse(parse(value)).data ?? {})) {
    if (!draftKeySchema.safeParse(key).success || typeof text !== 'string') continue;
    drafts[key] = { text, files: [] };
  }
  return drafts;
}

type Queues = ReadonlyMap<ConversationId, readonly QueuedMessage[]>;

function queuesIn(value: unknown): Queues {
  const queues = new Map<ConversationId, readonly QueuedMessage[]>();
  for (const [key, values] of Object.entries(queuesSchema.safeParse(parse(value)).data ?? {})) {
    const id = conversationIdSchema.safeParse(key);
    const messages = values.flatMap((message) => {
      const read = messageSchema.safeParse(message);
      return read.success ? [{ id: createId('queued'), parts: read.data.parts }] : [];
    });
    if (id.success && messages.length > 0) queues.set(id.data, messages);
  }
  return queues;
}

function joined(first: Queues, second: Queues): Queues {
  const all = new Map(first);
  for (const [id, messages] of second) all.set(id, [...(all.get(id) ?? []), ...messages]);
  return all;
}

function parse(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
