import type { ProcedureInput, ProcedureOutput } from '#shared/contract.ts';
import type { AssistantMessage, Conversation, UserMessage } from '#shared/conversation.ts';
import { createId } from '#shared/id.ts';
import type { MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/model.ts';
import { createContinuation } from './continuation.ts';
import { fillAnswer } from './fill-answer.ts';
import type { AnswerDependencies, AnswerRun } from './fill-answer.ts';
import { checkParent, checkParts, endedAnswer, questionOf } from './generation-checks.ts';
import { modelCallFor } from './model-call.ts';
import { createRuns } from './runs.ts';
import { createTitles } from './titles.ts';

/** Starts, tracks and ends the model runs that fill answers. A run belongs to the app, never to a window. */
export interface Generations {
  /** Throws `invalid-input` when there is nothing to send, or the parent is unknown or still arriving. */
  readonly send: (input: ProcedureInput<'message.send'>) => ProcedureOutput<'message.send'>;
  /** Another answer beside the given one; for a user message, an answer below it. Throws `invalid-input`. */
  readonly regenerate: (
    input: ProcedureInput<'message.regenerate'>,
  ) => ProcedureOutput<'message.regenerate'>;
  /** The same answer streams on. Throws `invalid-input` for anything but an answer that has ended. */
  readonly resume: (input: ProcedureInput<'message.continue'>) => void;
  /** No effect on an answer that has ended. */
  readonly abort: (input: ProcedureInput<'generation.abort'>) => void;
  /** Ends everything; resolves when every answer is committed as it stands. */
  readonly abortAll: () => Promise<void>;
  /** The answers that are arriving. */
  readonly running: () => readonly MessageId[];
  /** Resolves when no answer is arriving. */
  readonly whenIdle: () => Promise<void>;
}

export function createGenerations(dependencies: AnswerDependencies): Generations {
  const { conversations, clock } = dependencies;
  const answers = createRuns<MessageId>();
  const titles = createTitles(dependencies);

  return {
    send,
    regenerate,
    resume,
    abort: ({ messageId }) => answers.abort(messageId),
    abortAll,
    running: answers.keys,
    whenIdle: answers.whenIdle,
  };

  function send(input: ProcedureInput<'message.send'>): ProcedureOutput<'message.send'> {
    const { conversationId, parentId, parts } = input;
    const conversation = conversations.get(conversationId);
    checkParts(parts);
    checkParent(conversation, parentId);
    const message: UserMessage = {
      id: createId('msg'),
      role: 'user',
      parentId,
      createdAt: timeIn(conversation),
      parts,
    };
    titles.begin(conversations.commit(conversationId, { type: 'message-added', message }));
    return { messageId: message.id, replyId: answer(conversation.id, message, conversation.model) };
  }

  function regenerate(
    input: ProcedureInput<'message.regenerate'>,
  ): ProcedureOutput<'message.regenerate'> {
    const conversation = conversations.get(input.conversationId);
    const question = questionOf(conversation, input.messageId);
    return { replyId: answer(conversation.id, question, input.model ?? conversation.model) };
  }

  function resume({ conversationId, messageId }: ProcedureInput<'message.continue'>): void {
    const conversation = conversations.get(conversationId);
    const message = endedAnswer(conversation, messageId);
    const { model } = message;
    const call = modelCallFor(conversation, messageId, model.modelId);
    const at = timeIn(conversation);
    conversations.commit(conversationId, { type: 'message-resumed', messageId, at });
    start({ conversationId, messageId, model, call, adapt: createContinuation(message) });
  }

  function answer(
    conversationId: Conversation['id'],
    question: UserMessage,
    model: ModelRef,
  ): MessageId {
    const message: AssistantMessage = {
      id: createId('msg'),
      role: 'assistant',
      parentId: question.id,
      createdAt: timeIn(conversations.get(conversationId)),
      model,
      parts: [],
      status: 'streaming',
    };
    const changed = conversations.commit(conversationId, { type: 'message-started', message });
    const call = modelCallFor(changed, question.id, model.modelId);
    start({ conversationId, messageId: message.id, model, call, adapt: (event) => event });
    return message.id;
  }

  function start(run: AnswerRun): void {
    answers.start(run.messageId, async (signal) => {
      const terminal = await fillAnswer(dependencies, run, signal);
      const isComplete = terminal?.type === 'finish' && terminal.reason !== 'aborted';
      if (isComplete) titles.improve(run.conversationId, run.messageId);
    });
  }

  async function abortAll(): Promise<void> {
    await answers.abortAll();
    await titles.abortAll();
  }

  /** Order among messages follows creation even when somebody sets the clock back. */
  function timeIn(conversation: Conversation): number {
    return Math.max(clock.now(), conversation.updatedAt);
  }
}
