import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { ModelCall } from '../formats/adapter.ts';
import type { Clock } from '../call/clock.ts';
import { replyAsEliza } from './reply.ts';

/** About the pause before somebody types. */
const FIRST_PAUSE_MS = 180;
const SHORTEST_STEP_MS = 25;
const LONGEST_STEP_MS = 60;
/** Said when an answer that is already whole is to be continued. */
const NOTHING_MORE = ' That was all. Please go on.';

export interface ElizaOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Absent: about as long as somebody waits before typing. */
  readonly firstPauseMs?: number;
}

/**
 * ELIZA as a stream like any other, a few words at a time at the pace of a quick typist; at once when `stream` is off.
 * Turns that end with an answer of ELIZA's own are continued where that stops. Rejects as soon as `signal` aborts.
 */
export async function* streamEliza(
  call: Pick<ModelCall, 'modelId' | 'turns' | 'stream'>,
  { clock, signal, firstPauseMs = FIRST_PAUSE_MS }: ElizaOptions,
): AsyncGenerator<readonly StreamEvent[]> {
  yield [{ type: 'response-start', modelId: call.modelId }];
  const text = remainingReply(call.turns);
  if (call.stream) {
    if (firstPauseMs > 0) await clock.sleep(firstPauseMs, signal);
    for (const piece of piecesOf(text)) {
      yield [{ type: 'text-delta', index: 0, delta: piece }];
      const step = Math.min(LONGEST_STEP_MS, SHORTEST_STEP_MS + piece.length * 2);
      await clock.sleep(step, signal);
    }
  } else {
    yield [{ type: 'text-delta', index: 0, delta: text }];
  }
  yield [{ type: 'part-end', index: 0 }];
  yield [{ type: 'finish', reason: 'stop' }];
}

function remainingReply(turns: ModelCall['turns']): string {
  const reply = replyAsEliza(turns);
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || !reply.startsWith(last.text)) return reply;
  return reply.slice(last.text.length) || NOTHING_MORE;
}

/** One to three words each with the space behind them; joined they are the text. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\s*(?:\S+\s*){1,2}?(?:\S{1,4}\s+)?/gu)?.filter((piece) => piece !== '') ?? [];
}
