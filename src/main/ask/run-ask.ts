import { toFailure } from '#shared/failure.ts';
import { generate } from '../generation/generate.ts';
import type { Ending } from '../generation/generate.ts';
import { createHttp } from '../net/http.ts';
import { isUnprotected, normalizeBaseUrl } from '../provider/base-url.ts';
import { systemClock } from '../provider/clock.ts';
import { transientCredentials, transientSettings } from '../provider/provider-memory.ts';
import { createProviders } from '../provider/providers.ts';
import type { Providers } from '../provider/providers.ts';
import { parseAskArguments, usageText } from './ask-arguments.ts';
import type { AskRequest } from './ask-arguments.ts';
import { createJsonOutput, createTextOutput, describeFailure } from './ask-output.ts';
import type { Sink } from './ask-output.ts';
import { readPipedText } from './piped-text.ts';
import type { PipedInput } from './piped-text.ts';

/** 0 answered, 2 wrong usage, 3 the provider failed, 130 aborted. */
export type AskExitCode = 0 | 2 | 3 | 130;

export interface AskSurroundings {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: PipedInput;
  readonly out: Sink;
  readonly error: Sink;
  /** Aborting it closes the connection. */
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 2000;

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
    case 'ask':
      try {
        return await ask(command.request, surroundings);
      } catch (thrown) {
        if (signal.aborted) return 130;
        error.write(describeFailure(toFailure(thrown)));
        return 2;
      }
  }
}

/** Throws for a base URL or a key that cannot be used, and when aborted before the question was asked. */
async function ask(request: AskRequest, surroundings: AskSurroundings): Promise<AskExitCode> {
  const { error } = surroundings;
  const http = createHttp();
  try {
    const providers = createProviders({
      http,
      clock: systemClock,
      settings: transientSettings(),
      credentials: transientCredentials(),
    });
    const providerId = await configure(providers, request, error);
    const prompt = await completePrompt(request.prompt, surroundings);
    if (prompt === '') return wrongUsage(error, 'There is no prompt. Add one in quotation marks.');
    return exitCodeOf(await answer({ providers, providerId, prompt }, request, surroundings));
  } finally {
    await http.close();
  }
}

async function configure(
  providers: Providers,
  { definition, baseUrl, credential }: AskRequest,
  error: Sink,
): Promise<string> {
  if (definition.adapter === 'eliza') return definition.id;
  if (baseUrl !== null && isUnprotected(normalizeBaseUrl(baseUrl))) {
    error.write('parley ask: this address is plain http: others on the way can read along.\n');
  }
  const { id: definitionId, name } = definition;
  return providers.save({ definitionId, name, baseUrl, credential });
}

/** The prompt of the command line with what was piped in below it. */
async function completePrompt(
  typed: string,
  { input, error, signal }: AskSurroundings,
): Promise<string> {
  const isTyped = typed !== '' && typed !== '-';
  const patienceMs = isTyped ? PATIENCE_MS : Number.POSITIVE_INFINITY;
  const piped = await readPipedText(input, { patienceMs, signal });
  if (piped === null) {
    error.write(
      `parley ask: nothing was piped in for ${PATIENCE_MS / 1000} seconds, asking without it. Add < /dev/null to skip this.\n`,
    );
  }
  return [isTyped ? typed : '', piped?.trim() ?? ''].filter((part) => part !== '').join('\n\n');
}

function answer(
  to: { readonly providers: Providers; readonly providerId: string; readonly prompt: string },
  { modelId, instructions, stream, json }: AskRequest,
  { out, error, signal }: AskSurroundings,
): Promise<Ending> {
  const { providers, providerId, prompt } = to;
  const output = json ? createJsonOutput(out) : createTextOutput(out, error);
  const call = {
    modelId,
    instructions,
    turns: [{ role: 'user', text: prompt, files: [] }],
    parameters: {},
    stream,
    conversationKey: 'ask',
  } as const;
  const ending = generate({
    model: { providerId, modelId },
    open: (options) => providers.stream(providerId, call, options),
    emit: output.event,
    clock: systemClock,
    signal,
  });
  return ending.then((ended) => {
    output.end(ended);
    return ended;
  });
}

function exitCodeOf({ terminal }: Ending): AskExitCode {
  if (terminal.type === 'error') return 3;
  return terminal.reason === 'aborted' ? 130 : 0;
}

function wrongUsage(error: Sink, message: string): AskExitCode {
  error.write(`parley ask: ${message}\nType "parley ask --help" to see how it is used.\n`);
  return 2;
}
