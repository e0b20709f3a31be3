import type { RouteStep, Timing } from '#shared/conversation/conversation.ts';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import { isTerminal, isVisible } from '#shared/conversation/stream-event.ts';
import type { StreamEvent, TerminalEvent } from '#shared/conversation/stream-event.ts';
import type { Clock } from '../provider/call/clock.ts';
import { emptyResponse } from '../provider/call/empty-response.ts';
import { announced, movesOn } from './fallback.ts';
import type { Candidate } from './fallback.ts';
import { createReasoningWatch } from './reasoning-watch.ts';
import { createRouteRecorder } from './route-recorder.ts';

/** How a generation ended, with the way and the time that it took. */
export interface Ending {
  readonly terminal: TerminalEvent;
  readonly route: readonly RouteStep[];
  readonly timing: Timing;
}

export interface GenerateOptions extends Candidate {
  /** Asked one after the other when the one before failed and nothing has been shown yet. */
  readonly fallback?: readonly Candidate[];
  /** Called with every event but the terminal one, in order; never after `signal` aborted. */
  readonly emit: (event: StreamEvent) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * One answer. Never rejects, and resolves with exactly one terminal event whatever the stream does: its own, an early
 * end, an answer without content, a throw (of the stream or of `emit`), or an abort, which ends the run at once even
 * when the stream does not react. When every model of the chain fails, the first one's failure is how it ended.
 */
export async function generate(options: GenerateOptions): Promise<Ending> {
  const { clock, signal, fallback = [] } = options;
  const start = clock.elapsed();
  const recorder = createRouteRecorder(options.model, clock);
  const aborted = whenAborted(signal);
  const reasoning = createReasoningWatch(clock);
  let firstTokenMs: number | undefined;
  let hasContent = false;

  function emit(event: StreamEvent): void {
    reasoning.see(event);
    hasContent ||= isVisible(event);
    if (isVisible(event) && event.type !== 'source') firstTokenMs ??= clock.elapsed() - start;
    options.emit(event);
  }

  async function run({ open }: Candidate, hasAlternative: boolean): Promise<TerminalEvent> {
    const stream = { signal, onRoute: recorder.record, hasAlternative };
    const ended = await Promise.race([consume(() => open(stream), emit, signal), aborted]);
    return conclude(ended, hasContent);
  }

  /** No model answered: report the first model's failure. */
  function turnBack(): void {
    try {
      options.emit({ type: 'model-switch', model: options.model });
    } catch {
      // The consumer is gone.
    }
  }

  let terminal = await run(options, fallback.length > 0);
  let last = terminal;
  for (const [position, candidate] of fallback.entries()) {
    if (last.type !== 'error' || hasContent || !movesOn(last.failure, position)) break;
    recorder.leave(last.failure);
    recorder.begin(candidate.model);
    last = await run(announced(candidate), position < fallback.length - 1);
    const hasFailed = last.type === 'error' && !hasContent;
    terminal = hasFailed ? terminal : last;
  }
  if (terminal !== last) turnBack();
  return {
    terminal,
    route: recorder.finish(last.type === 'error' ? last.failure : undefined),
    timing: {
      totalMs: clock.elapsed() - start,
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      ...reasoning.measured(),
    },
  };
}

/** Resolves with the terminal event, or with `null` when the stream ended without one. */
async function consume(
  open: () => AsyncIterable<readonly StreamEvent[]>,
  emit: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<TerminalEvent | null> {
  let iterator: AsyncIterator<readonly StreamEvent[]> | undefined;
  try {
    iterator = open()[Symbol.asyncIterator]();
    for (;;) {
      const step = await iterator.next();
      if (step.done === true) return null;
      for (const event of step.value) {
        if (signal.aborted) return null;
        if (isTerminal(event)) return event;
        emit(event);
      }
    }
  } catch (error) {
    return { type: 'error', failure: toFailure(error) };
  } finally {
    // Not awaited: an answer that has ended does not wait for its socket.
    void closeQuietly(iterator);
  }
}

async function closeQuietly(
  iterator: AsyncIterator<readonly StreamEvent[]> | undefined,
): Promise<void> {
  try {
    await iterator?.return?.();
  } catch {
    // The answer has ended already; what its source says afterwards changes nothing.
  }
}

function whenAborted(signal: AbortSignal): Promise<TerminalEvent> {
  return new Promise((resolve) => {
    const finish = (): void => resolve({ type: 'finish', reason: 'aborted' });
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish, { once: true });
  });
}

function conclude(ended: TerminalEvent | null, hasContent: boolean): TerminalEvent {
  if (ended === null) return { type: 'error', failure: hasContent ? truncated : emptyResponse };
  if (hasContent || ended.type === 'error' || ended.withheld !== undefined) return ended;
  switch (ended.reason) {
    case 'stop':
    case 'tool-calls':
    case 'other':
      return { type: 'error', failure: withDetail(emptyResponse, ended.detail) };
    case 'length':
    case 'content-filter':
    case 'aborted':
      return ended;
  }
}

function withDetail(failure: Failure, detail: string | undefined): Failure {
  return detail === undefined ? failure : { ...failure, detail };
}

const truncated: Failure = {
  code: 'malformed-response',
  message:
    'Cannot finish the answer: the connection ended before the answer did. Continue it, or try again.',
  retryable: true,
};
