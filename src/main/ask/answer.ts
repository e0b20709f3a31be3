import { randomUUID } from 'node:crypto';
import type { ModelRef } from '#shared/provider/model.ts';
import { generate } from '../generation/generate.ts';
import type { Ending } from '../generation/generate.ts';
import { systemClock } from '../provider/call/clock.ts';
import type { StreamOptions, StreamProvider } from '../provider/call/stream.ts';
import type { AskTask } from './arguments/arguments.ts';
import { conversationOf } from './conversation.ts';
import type { AskConversation } from './conversation.ts';
import { createJsonOutput, createTextOutput } from './output/output.ts';
import { createRouteNotice } from './output/route-notice.ts';
import { wrongUsage } from './surroundings.ts';
import type { AskExitCode, AskSurroundings } from './surroundings.ts';

/** Who answers: the first of the models, and each further one when those before it cannot. */
export interface Answerers {
  readonly models: readonly ModelRef[];
  readonly stream: StreamProvider;
}

type Task = Extract<AskTask, { type: 'ask' }>;

/** Writes the answer to what is asked. Rejects when aborted before anything was asked. */
export async function answerPrompt(
  task: Task,
  answerers: Answerers,
  surroundings: AskSurroundings,
): Promise<AskExitCode> {
  let conversation: AskConversation;
  try {
    conversation = await conversationOf(task.request, surroundings);
  } catch (thrown) {
    if (surroundings.signal.aborted || !(thrown instanceof Error)) throw thrown;
    return wrongUsage(surroundings.error, thrown.message);
  }
  return exitCodeOf(await answer(task, conversation, answerers, surroundings));
}

async function answer(
  { request, json }: Task,
  conversation: AskConversation,
  { models, stream }: Answerers,
  { out, error, signal }: AskSurroundings,
): Promise<Ending> {
  const output = json ? createJsonOutput(out) : createTextOutput(out, error);
  const notice = createRouteNotice(error);
  const call = {
    modelId: request.modelId,
    ...conversation,
    parameters: request.parameters,
    stream: request.stream,
    conversationKey: randomUUID(),
  } as const;
  const [first, ...fallback] = models.map((model) => ({
    model,
    open: (options: StreamOptions) =>
      stream(
        model.providerId,
        { ...call, modelId: model.modelId },
        {
          ...options,
          longestWaitMs: request.longestWaitMs,
          onRoute: (event) => {
            options.onRoute?.(event);
            notice.record(event);
          },
        },
      ),
  }));
  if (first === undefined) throw new Error('there is no model to ask');
  const ending = await generate({
    ...first,
    fallback,
    emit: output.event,
    clock: systemClock,
    signal,
  });
  notice.close();
  output.end(ending);
  return ending;
}

function exitCodeOf({ terminal }: Ending): AskExitCode {
  if (terminal.type === 'error') return 3;
  return terminal.reason === 'aborted' ? 130 : 0;
}
