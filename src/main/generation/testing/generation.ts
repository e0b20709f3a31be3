import { expect, vi } from 'vitest';
import type { AnswerWait, AppEvent } from '#shared/contract.ts';
import { findMessage } from '#shared/conversation/conversation.ts';
import type { AssistantMessage, Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Conversations } from '../../conversation/conversations.ts';
import { openLibrary } from '../../conversation/testing/library.ts';
import {
  providerDependencies,
  startChatService,
  streamText,
} from '../../provider/testing/providers.ts';
import type { ChatService, SeenCall } from '../../provider/testing/providers.ts';
import { createProviders } from '../../provider/providers.ts';
import { createGenerations } from '../generations.ts';
import type { Generations, GenerationsDependencies } from '../generations.ts';

export interface Session {
  readonly conversations: Conversations;
  readonly generations: Generations;
  readonly events: readonly AppEvent[];
  readonly broadcast: (event: AppEvent) => void;
  readonly id: ConversationId;
  /** What was told of waiting. */
  readonly waits: readonly (AnswerWait | null)[];
  readonly conversation: () => Conversation;
  readonly answer: (id: MessageId) => AssistantMessage;
}

/** A conversation with the model of a service, or with the offline one. */
export async function openSession(
  directory: string,
  service: ChatService | null,
  onEnded?: GenerationsDependencies['onEnded'],
): Promise<Session> {
  const dependencies = providerDependencies();
  const providers = createProviders(dependencies);
  const model = { providerId: 'eliza', modelId: 'eliza-1966' };
  if (service !== null) {
    const { baseUrl } = service;
    model.providerId = await providers.save({ definitionId: 'openai', name: 'N', baseUrl });
    model.modelId = 'm-1';
  }
  const { conversations, events } = openLibrary(directory);
  const { clock } = dependencies;
  const waits: (AnswerWait | null)[] = [];
  const generations = createGenerations({
    conversations,
    providers,
    clock,
    settings: dependencies.settings,
    onWait: ({ wait }) => void waits.push(wait),
    ...(onEnded && { onEnded }),
  });
  const id = conversations.create({ model });
  return {
    conversations,
    generations,
    events,
    broadcast: (event) => void events.push(event),
    id,
    waits,
    conversation: () => conversations.get(id),
    answer: (messageId) => {
      const message = findMessage(conversations.get(id), messageId);
      if (message?.role !== 'assistant') throw new Error('there is no such answer');
      return message;
    },
  };
}

export function send(session: Session, text: string, parentId: MessageId | null = null): MessageId {
  const parts = [{ type: 'text' as const, text }];
  return session.generations.send({ conversationId: session.id, parentId, parts }).replyId;
}

/** Resolves when `assertion` no longer throws; the limit is for a machine that is busy, not part of any test. */
export function eventually(assertion: () => void): Promise<void> {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 10 });
}

export async function settled(session: Session, id: MessageId): Promise<AssistantMessage> {
  await eventually(() => expect(session.answer(id).status).not.toBe('streaming'));
  return session.answer(id);
}

export function isTitleCall(call: SeenCall): boolean {
  return JSON.stringify(call.body).includes('Name the conversation');
}

/** Answers titles with "A title" and everything else as `answer` does; positions count the latter. */
export function answering(answer: Parameters<typeof startChatService>[0]): Promise<ChatService> {
  let position = 0;
  return startChatService((response, call) => {
    if (isTitleCall(call)) return streamText(response, 'A title');
    position += 1;
    return answer(response, call, position - 1);
  });
}
