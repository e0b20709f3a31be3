import type { AnswerWait } from '#shared/contract.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import { FailureError } from '#shared/failure.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { Settings } from '#shared/settings.ts';
import type { StreamEvent, TerminalEvent } from '#shared/conversation/stream-event.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Clock } from '../provider/call/clock.ts';
import type { Providers } from '../provider/providers.ts';
import type { ProviderCall } from '../provider/call/attempt.ts';
import type { RouteEvent } from '../provider/call/stream.ts';
import { createEventBatch } from './batch-events.ts';
import type { Candidate } from './fallback.ts';
import { generate } from './generate.ts';

export interface AnswerRun {
  readonly conversationId: ConversationId;
  /** An answer that is `streaming`. */
  readonly messageId: MessageId;
  readonly model: ModelRef;
  readonly call: ProviderCall;
  /** Models that answer the same call when `model` cannot. None for a continuation: it would be another text. */
  readonly fallback?: readonly ModelRef[];
  /** Fits the events to what the answer already has. */
  readonly adapt?: (event: StreamEvent) => StreamEvent;
}

export interface AnswerDependencies {
  readonly conversations: Conversations;
  readonly providers: Providers;
  readonly settings: { readonly read: () => Pick<Settings, 'fallback'> };
  readonly clock: Clock;
  /** Called when an answer has waited long enough to be worth reporting, and when it goes on. */
  readonly onWait?: (waiting: AnswerWaiting) => void;
  /** Called for defects that an answer survives. */
  readonly report?: (error: unknown) => void;
}

export interface AnswerWaiting {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly wait: AnswerWait | null;
}

/** A shorter wait is over before it is read. */
const SHORTEST_TOLD_MS = 1500;

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
  let isWaiting = false;

  const { terminal, route, timing } = await generate({
    ...candidate(model),
    fallback: (run.fallback ?? []).map(candidate),
    clock,
    signal: AbortSignal.any([signal, gone.signal]),
    emit: (event) => batch.add(run.adapt?.(event) ?? event),
  });
  batch.flush();
  commit({ type: 'message-measured', messageId, route, timing });
  stream([terminal]);
  return gone.signal.aborted ? null : terminal;

  function candidate({ providerId, modelId }: ModelRef): Candidate {
    return {
      model: { providerId, modelId },
      open: ({ onRoute, ...options }) =>
        providers.stream(
          providerId,
          { ...call, modelId },
          {
            ...options,
            onRoute: (event) => {
              tellWait(event);
              onRoute?.(event);
            },
          },
        ),
    };
  }

  function tellWait(event: RouteEvent): void {
    const waits = event.type === 'attempt-failed' && event.retryInMs >= SHORTEST_TOLD_MS;
    if (!waits && !isWaiting) return;
    isWaiting = waits;
    const wait = waits ? { reason: event.failure.code, durationMs: event.retryInMs } : null;
    dependencies.onWait?.({ conversationId, messageId, wait });
  }

  function stream(events: readonly StreamEvent[]): void {
    commit({ type: 'message-streamed', messageId, events, at: clock.now() });
  }

  /**
   * A conversation that can no longer be changed (purged, or made read-only) ends its answers; nothing else waits for them.
   * A defect loses only its own change: the terminal one still follows.
   */
  function commit(change: ConversationChange): void {
    if (gone.signal.aborted) return;
    try {
      conversations.commit(conversationId, change);
    } catch (error) {
      if (error instanceof FailureError) gone.abort();
      else dependencies.report?.(error);
    }
  }
}
