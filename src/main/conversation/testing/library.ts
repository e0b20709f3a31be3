import type { AppEvent } from '#shared/contract.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { createConversationFiles } from '../../storage/conversation/documents.ts';
import type { ConversationFiles } from '../../storage/conversation/documents.ts';
import { createReplyJournal } from '../../storage/conversation/journal.ts';
import type { ReplyJournal } from '../../storage/conversation/journal.ts';
import { createTrashDays } from '../../storage/trash-days.ts';
import { createConversations } from '../conversations.ts';
import type { Conversations } from '../conversations.ts';

export const model = { providerId: 'eliza', modelId: 'eliza-1966' };
export const NOW = 1_800_000_000_000;

export interface TestLibrary {
  readonly conversations: Conversations;
  /** Everything that windows were told, in order. */
  readonly events: AppEvent[];
  /** Conversations in the order in which their files were written. */
  readonly saves: ConversationId[];
}

/** A session over the real files of a folder. One that is left without `flush` has crashed. */
export function openLibrary(
  directory: string,
  now: number | (() => number) = NOW,
  changes: { readonly journal?: Partial<ReplyJournal> } = {},
): TestLibrary {
  const events: AppEvent[] = [];
  const saves: ConversationId[] = [];
  const clock = typeof now === 'number' ? () => now : now;
  const files = createConversationFiles({ directory, clock });
  const recorded: ConversationFiles = {
    ...files,
    save: (stored, messageCount) => {
      const bytes = files.save(stored, messageCount);
      saves.push(stored.conversation.id);
      return bytes;
    },
  };
  const conversations = createConversations({
    files: recorded,
    journal: { ...createReplyJournal({ directory }), ...changes.journal },
    trashDays: createTrashDays({ directory }),
    broadcast: (event) => void events.push(structuredClone(event)),
    clock,
  });
  return { conversations, events, saves };
}

export function ask(
  conversations: Conversations,
  id: ConversationId,
  parentId: MessageId | null = null,
): MessageId {
  const messageId = createId('msg');
  const parts = [{ type: 'text' as const, text: 'why?' }];
  const message = { id: messageId, role: 'user', parentId, createdAt: NOW, parts } as const;
  conversations.commit(id, { type: 'message-added', message: { ...message, parts } });
  return messageId;
}

export function startAnswer(
  conversations: Conversations,
  id: ConversationId,
  parentId: MessageId,
): MessageId {
  const messageId = createId('msg');
  const message = { id: messageId, role: 'assistant', parentId, createdAt: NOW, model } as const;
  conversations.commit(id, {
    type: 'message-started',
    message: { ...message, parts: [], status: 'streaming' },
  });
  return messageId;
}

export function stream(
  conversations: Conversations,
  id: ConversationId,
  messageId: MessageId,
  delta: string,
): void {
  const events = [{ type: 'text-delta', index: 0, delta } as const];
  conversations.commit(id, { type: 'message-streamed', messageId, at: NOW, events });
}

export function finish(
  conversations: Conversations,
  id: ConversationId,
  messageId: MessageId,
): void {
  const events = [{ type: 'finish', reason: 'stop' } as const];
  conversations.commit(id, { type: 'message-streamed', messageId, at: NOW, events });
}

/** A whole turn; returns the answer. */
export function turn(
  conversations: Conversations,
  id: ConversationId,
  parentId: MessageId | null = null,
): MessageId {
  const answer = startAnswer(conversations, id, ask(conversations, id, parentId));
  stream(conversations, id, answer, 'because');
  finish(conversations, id, answer);
  return answer;
}
