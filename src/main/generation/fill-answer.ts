import type { ConversationChange } from '#shared/conversation-change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/model.ts';
import type { StreamEvent, TerminalEvent } from '#shared/stream-event.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Clock } from '../provider/clock.ts';
import type { Providers } from '../provider/providers.ts';
import type { ProviderCall } from '../provider/provider-stream.ts';
import { createEventBatch } from './batch-events.ts';
import { generate } from './generate.ts';

export interface AnswerRun {
  readonly conversationId: ConversationId;
  /** An answer that is `streaming`. */
  readonly messageId: MessageId;
  readonly model: ModelRef;
  readonly call: ProviderCall;
  /** Fits the events to what the answer already has. */
  readonly adapt: (event: StreamEvent) => StreamEvent;
}

export interface AnswerDependencies {
  readonly conversations: Conversations;
  readonly providers: Providers;
  readonly clock: Clock;
}

/**
 * Fills one answer from its provider, in batches; its measurements are committed just before its one terminal event.
 * Resolves with that event, or with `null` when the conversation went away meanwhile. Never rejects.
 */
export async function fillAnswer(
  dependencies: AnswerDependencies,
  run: AnswerRun,
  signal: AbortSignal,
): Promise<TerminalEvent | null> {
  const { conversations, providers, clock } = dependencies;
  const { conversationId, messageId, model, call } = run;
  const gone = new AbortController();
  const batch = createEventBatch(stream);

  const { terminal, route, timing } = await generate({
    model,
    clock,
    signal: AbortSignal.any([signal, gone.signal]),
    open: (options) => providers.stream(model.providerId, call, options),
    emit: (event) => batch.add(run.adapt(event)),
  });
  batch.flush();
  commit({ type: 'message-measured', messageId, route, timing });
  stream([terminal]);
  return gone.signal.aborted ? null : terminal;

  function stream(events: readonly StreamEvent[]): void {
    commit({ type: 'message-streamed', messageId, events, at: clock.now() });
  }

  /** A conversation that can no longer be changed (purged, or made read-only) ends its answers; nobody else is waiting. */
  function commit(change: ConversationChange): void {
    if (gone.signal.aborted) return;
    try {
      conversations.commit(conversationId, change);
    } catch {
      gone.abort();
    }
  }
}
