import type { RouteStep } from '#shared/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ModelRef } from '#shared/model.ts';
import type { Clock } from '../provider/clock.ts';
import type { RouteEvent } from '../provider/provider-stream.ts';

export interface RouteRecorder {
  readonly record: (event: RouteEvent) => void;
  /** The whole way; `failure` is how the last attempt ended, absent when it answered. */
  readonly finish: (failure: Failure | undefined) => readonly RouteStep[];
}

/** Turns the attempts of one generation into steps with their durations. */
export function createRouteRecorder(model: ModelRef, clock: Clock): RouteRecorder {
  const steps: RouteStep[] = [];
  let current: { readonly server: string | undefined; readonly start: number } | null = null;

  return { record, finish };

  function record(event: RouteEvent): void {
    switch (event.type) {
      case 'attempt':
        current = { server: event.server, start: clock.elapsed() };
        break;
      case 'attempt-failed':
        endAttempt(event.failure);
        break;
    }
  }

  function finish(failure: Failure | undefined): readonly RouteStep[] {
    endAttempt(failure);
    return steps.slice();
  }

  function endAttempt(failure: Failure | undefined): void {
    if (current === null) return;
    const { server, start } = current;
    current = null;
    steps.push({
      model,
      durationMs: clock.elapsed() - start,
      ...(server !== undefined && { server }),
      ...(failure !== undefined && { failure }),
    });
  }
}
