import { systemClock } from '../provider/call/clock.ts';
import type { StreamProvider } from '../provider/call/stream.ts';
import { streamEliza } from '../provider/eliza/eliza.ts';
import { answerPrompt } from './answer.ts';
import type { AskTask } from './arguments/arguments.ts';
import type { AskExitCode, AskSurroundings } from './surroundings.ts';

/** ELIZA's answer, which needs nothing but itself. */
export function answerOffline(
  task: Extract<AskTask, { type: 'ask' }>,
  surroundings: AskSurroundings,
): Promise<AskExitCode> {
  const { target, modelId } = task.request;
  const models = [{ providerId: target.definition.id, modelId }];
  return answerPrompt(task, { models, stream }, surroundings);
}

const stream: StreamProvider = (_, call, { signal, onRoute }) => {
  onRoute?.({ type: 'attempt' });
  // Whoever asks in a terminal has waited for this program to start.
  return streamEliza(call, { clock: systemClock, signal, firstPauseMs: 0 });
};
