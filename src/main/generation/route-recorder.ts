import type { RouteStep } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { Clock } from '../provider/call/clock.ts';
import type { RouteEvent } from '../provider/call/stream.ts';

export interface RouteRecorder {
  /** The model that is asked from here on. */
  readonly begin: (model: ModelRef) => void;
  readonly record: (event: RouteEvent) => void;
  /** The model failed and another one is asked. One that was not even tried is a step too, with the reason. */
  readonly leave: (failure: Failure) => void;
  /** The whole way; `failure` is how the last attempt ended, absent when it answered. */
  readonly finish: (failure: Failure | undefined) => readonly RouteStep[];
}

/** Turns the attempts of one generation into steps with their durations. */
export function createRouteRecorder(first: ModelRef, clock: Clock): RouteRecorder {
  const steps: RouteStep[] = [];
  let model = first;
  let wasTried = false;
  let current: { readonly server: string | undefined; readonly start: number } | null = null;

  return { begin, record, leave, finish };

  function begin(next: ModelRef): void {
    model = next;
    wasTried = false;
  }

  function record(event: RouteEvent): void {
    switch (event.type) {
      case 'attempt':
        wasTried = true;
        current = { server: event.server, start: clock.elapsed() };
        break;
      case 'attempt-failed':
        endAttempt(event.failure);
        break;
    }
  }

  function leave(failure: Failure): void {
    if (wasTried) endAttempt(failure);
    else steps.push({ model, durationMs: 0, failure });
  }

  function finish(failure: Failure | undefined): readonly RouteStep[] {
    if (failure !== undefined && steps.length > 0) leave(failure);
    else endAttempt(failure);
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
