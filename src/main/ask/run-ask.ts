import { toFailure } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import { addressesOf } from '#shared/provider/provider.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { generate } from '../generation/generate.ts';
import type { Ending } from '../generation/generate.ts';
import { createHttp } from '../net/http.ts';
import { isUnprotected, normalizeBaseUrl } from '../provider/catalog/base-url.ts';
import { systemClock } from '../provider/call/clock.ts';
import { transientCredentials, transientSettings } from '../provider/registry/memory.ts';
import { createProviders } from '../provider/providers.ts';
import type { StreamOptions } from '../provider/call/stream.ts';
import type { Providers } from '../provider/providers.ts';
import { parseAskArguments } from './arguments.ts';
import type { AskRequest, AskTarget, AskTask } from './arguments.ts';
import { checkConnection, listModels } from './checks.ts';
import { conversationOf } from './conversation.ts';
import type { AskConversation } from './conversation.ts';
import { createRouteNotice } from './route-notice.ts';
import { usageText } from './options.ts';
import { listProviders } from './provider-list.ts';
import { createJsonOutput, createTextOutput, describeFailure } from './output.ts';
import type { Sink } from './output.ts';
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

/** Throws for a base URL or a key that cannot be used, for a guest who gets no code, and when aborted before anything was asked. */
async function carryOut(
  task: Exclude<AskTask, { type: 'list-providers' }>,
  surroundings: AskSurroundings,
): Promise<AskExitCode> {
  const { error } = surroundings;
  const http = createHttp(task.network);
  try {
    const providers = createProviders({
      http,
      clock: systemClock,
      settings: transientSettings(),
      credentials: transientCredentials(),
    });
    switch (task.type) {
      case 'ask':
        return await ask(task, providers, surroundings);
      case 'list-models': {
        const providerId = await configure(providers, task.target, error);
        return await listModels(providers, { providerId, json: task.json }, surroundings);
      }
      case 'doctor': {
        const { modelId, json } = task;
        const providerId = await configure(providers, task.target, error);
        return await checkConnection(providers, { providerId, modelId, json }, surroundings);
      }
    }
  } finally {
    await http.close();
  }
}

async function ask(
  { request, json }: Extract<AskTask, { type: 'ask' }>,
  providers: Providers,
  surroundings: AskSurroundings,
): Promise<AskExitCode> {
  const { error } = surroundings;
  const providerId = await configure(providers, request.target, error);
  const models: ModelRef[] = [{ providerId, modelId: request.modelId }];
  for (const { target, modelId } of request.fallback) {
    const other = target === null ? providerId : await configure(providers, target, error);
    models.push({ providerId: other, modelId });
  }
  let conversation: AskConversation;
  try {
    conversation = await conversationOf(request, surroundings);
  } catch (thrown) {
    if (surroundings.signal.aborted || !(thrown instanceof Error)) throw thrown;
    return wrongUsage(error, thrown.message);
  }
  return exitCodeOf(await answer({ providers, models, conversation, json }, request, surroundings));
}

/** The id under which the provider is known from here on; the same for the same row. */
async function configure(
  providers: Providers,
  { definition, baseUrl, credential, asGuest }: AskTarget,
  error: Sink,
): Promise<string> {
  const { id: definitionId, name } = definition;
  const isKnown = providers.views().some((view) => view.id === definitionId);
  if (definition.adapter === 'eliza' || isKnown) return definitionId;
  if (addressesOf(baseUrl ?? '').some((url) => isUnprotected(normalizeBaseUrl(url)))) {
    error.write('parley ask: this address is plain http: others on the way can read along.\n');
  }
  const providerId = await providers.save({
    definitionId,
    name,
    baseUrl,
    credential: credential?.secret ?? null,
    ...(credential !== null && { credentialKind: credential.kind }),
  });
  if (asGuest) await providers.login(providerId);
  return providerId;
}

function answer(
  to: {
    readonly providers: Providers;
    readonly models: readonly ModelRef[];
    readonly conversation: AskConversation;
    readonly json: boolean;
  },
  { modelId, parameters, stream, longestWaitMs }: AskRequest,
  { out, error, signal }: AskSurroundings,
): Promise<Ending> {
  const { providers, models, conversation, json } = to;
  const output = json ? createJsonOutput(out) : createTextOutput(out, error);
  const notice = createRouteNotice(error);
  const call = {
    modelId,
    ...conversation,
    parameters,
    stream,
    conversationKey: createId('conv'),
  } as const;
  const [first, ...fallback] = models.map((model) => ({
    model,
    open: (options: StreamOptions) =>
      providers.stream(
        model.providerId,
        { ...call, modelId: model.modelId },
        {
          ...options,
          longestWaitMs,
          onRoute: (event) => {
            options.onRoute?.(event);
            notice.record(event);
          },
        },
      ),
  }));
  if (first === undefined) throw new Error('there is no model to ask');
  const ending = generate({
    ...first,
    fallback,
    emit: output.event,
    clock: systemClock,
    signal,
  });
  return ending.then((ended) => {
    notice.close();
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
