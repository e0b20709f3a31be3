import { toFailure } from '#shared/failure.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import { parseAskArguments } from './arguments/arguments.ts';
import type { AskTask, AskingTask } from './arguments/arguments.ts';
import { answerOffline } from './offline.ts';
import { usageText } from './arguments/options.ts';
import { describeFailure } from './output/output.ts';
import { listProviders } from './output/provider-list.ts';
import { wrongUsage } from './surroundings.ts';
import type { AskExitCode, AskSurroundings } from './surroundings.ts';

/** One prompt from a terminal, answered on it. Never rejects; the connection is closed when it resolves. */
export async function runAsk(surroundings: AskSurroundings): Promise<AskExitCode> {
  const { argv, environment, out, error, signal } = surroundings;
  const command = parseAskArguments(argv, environment);
  switch (command.type) {
    case 'help':
      out.write(usageText);
      return 0;
    case 'usage-error':
      return wrongUsage(error, command.message);
    case 'list-providers':
      listProviders(command.definitions, command, out);
      return 0;
    case 'ask':
    case 'list-models':
    case 'doctor':
      try {
        return await carryOut(command, surroundings);
      } catch (thrown) {
        if (signal.aborted) return 130;
        const failure = toFailure(thrown);
        error.write(describeFailure(failure));
        return failure.code === 'invalid-input' ? 2 : 3;
      }
  }
}

/** What the network needs is most of the code: it is loaded by those alone who need it. */
async function carryOut(task: AskingTask, surroundings: AskSurroundings): Promise<AskExitCode> {
  if (isOffline(task)) return answerOffline(task, surroundings);
  const { carryOutOnline } = await import('./online.ts');
  return carryOutOnline(task, surroundings);
}

function isOffline(task: AskingTask): task is Extract<AskTask, { type: 'ask' }> {
  return (
    task.type === 'ask' &&
    isBuiltIn(task.request.target.definition.adapter) &&
    task.request.fallback.length === 0 &&
    Object.values(task.network).every((typed) => typed === undefined)
  );
}
