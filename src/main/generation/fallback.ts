import type { Conversation } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { Settings } from '#shared/settings.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { StreamOptions } from '../provider/call/stream.ts';

/** A model that may answer. */
export interface Candidate {
  readonly model: ModelRef;
  readonly open: (options: StreamOptions) => AsyncIterable<readonly StreamEvent[]>;
}

/**
 * Whether another model is asked after this failure; the caller sees to it that nothing has been shown. What is wrong
 * with the call itself is wrong with every model; a fallback that is not set up (any more) is passed over.
 */
export function movesOn(failure: Failure, position: number): boolean {
  return failure.code !== 'invalid-input' || position > 0;
}

/** The candidate with the word ahead that it is the one who answers. */
export function announced({ model, open }: Candidate): Candidate {
  return {
    model,
    async *open(options) {
      yield [{ type: 'model-switch', model }];
      yield* open(options);
    },
  };
}

/** The models to be asked after that of the conversation, each once. */
export function chainOf(
  { model, fallback }: Pick<Conversation, 'model' | 'fallback'>,
  settings: Pick<Settings, 'fallback'>,
): readonly ModelRef[] {
  const seen = new Set([keyOf(model)]);
  return (fallback ?? settings.fallback).filter((other) => {
    const isNew = !seen.has(keyOf(other));
    seen.add(keyOf(other));
    return isNew;
  });
}

function keyOf({ providerId, modelId }: ModelRef): string {
  return `${providerId} ${modelId}`;
}
