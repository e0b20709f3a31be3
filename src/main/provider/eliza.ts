import type { StreamEvent } from '#shared/stream-event.ts';
import type { ModelCall } from './adapter.ts';
import type { Clock } from './clock.ts';

export async function* streamEliza(
  call: Pick<ModelCall, 'turns' | 'stream'>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<StreamEvent> {
  yield { type: 'response-start', modelId: 'eliza-1966' };
  await clock.sleep(call.stream ? 30 : 0, signal);
  yield { type: 'text-delta', index: 0, delta: 'Please go on.' };
  yield { type: 'finish', reason: 'stop' };
}
