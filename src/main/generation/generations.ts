import type { ProcedureInput, ProcedureOutput } from '#shared/contract.ts';
import type {
  AssistantMessage,
  Conversation,
  UserMessage,
} from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { TerminalEvent } from '#shared/conversation/stream-event.ts';
import { createContinuation } from './continuation.ts';
import { createGate } from './gate.ts';
import { fillAnswer } from './fill-answer.ts';
import type { AnswerDependencies, AnswerRun } from './fill-answer.ts';
import { chainOf } from './fallback.ts';
import { checkParent, checkParts, endedAnswer, questionOf } from './checks.ts';
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
  /**
   * Ends every answer and begins no more: further calls fail. Resolves when every answer is
   * committed as it stands.
   */
  readonly abortAll: () => Promise<void>;
  /** Answers may begin again: the app does not end after all. */
  readonly reopen: () => void;
  /** The answers that are arriving. */
  readonly running: () => readonly MessageId[];
  /** Resolves when no answer is arriving. */
  readonly whenIdle: () => Promise<void>;
}

export interface GenerationsDependencies extends AnswerDependencies {
  /** Called when an answer is committed with its end. Must not throw. */
  readonly onEnded?: (conversationId: ConversationId, terminal: TerminalEvent) => void;
}

export function createGenerations(dependencies: GenerationsDependencies): Generations {
  const { conversations, settings, clock } = dependencies;
  const answers = createRuns<MessageId>();
  const titles = createTitles(dependencies);
  const gate = createGate();

  return {
    send: gate.guard(send),
    regenerate: gate.guard(regenerate),
    resume: gate.guard(resume),
    abort: ({ messageId }) => answers.abort(messageId),
    abortAll,
    reopen: gate.open,
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
    return { messageId: message.id, replyId: answer(conversationId, message) };
  }

  function regenerate(
    input: ProcedureInput<'message.regenerate'>,
  ): ProcedureOutput<'message.regenerate'> {
    const { conversationId, messageId, model, trim = false } = input;
    const question = questionOf(conversations.get(conversationId), messageId);
    return { replyId: answer(conversationId, question, { model, trim }) };
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

  /** An explicitly chosen model (`only`) has no fallback. */
  function answer(
    conversationId: ConversationId,
    question: UserMessage,
    {
      model: only,
      trim = false,
    }: { readonly model?: ModelRef | undefined; readonly trim?: boolean } = {},
  ): MessageId {
    const conversation = conversations.get(conversationId);
    const model = only ?? conversation.model;
    const fallback = only === undefined ? chainOf(conversation, settings.read()) : [];
    const message = emptyAnswer(question, model, timeIn(conversation));
    const changed = conversations.commit(conversationId, { type: 'message-started', message });
    const call = { ...modelCallFor(changed, question.id, model.modelId), trim };
    start({ conversationId, messageId: message.id, model, call, fallback });
    return message.id;
  }

  function start(run: AnswerRun): void {
    answers.start(run.messageId, async (signal) => {
      const terminal = await fillAnswer(dependencies, run, signal);
      const isComplete = terminal?.type === 'finish' && terminal.reason !== 'aborted';
      if (isComplete) titles.improve(run.conversationId, run.messageId);
      if (terminal !== null) dependencies.onEnded?.(run.conversationId, terminal);
    });
  }

  async function abortAll(): Promise<void> {
    gate.close();
    await answers.abortAll();
    await titles.abortAll();
  }

  /** Order among messages follows creation even when somebody sets the clock back. */
  function timeIn(conversation: Conversation): number {
    return Math.max(clock.now(), conversation.updatedAt);
  }
}

function emptyAnswer(
  { id: parentId }: UserMessage,
  model: ModelRef,
  createdAt: number,
): AssistantMessage {
  return {
    id: createId('msg'),
    role: 'assistant',
    parentId,
    createdAt,
    model,
    parts: [],
    status: 'streaming',
  };
}
