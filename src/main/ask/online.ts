import { addressesOf, isBuiltIn } from '#shared/provider/provider.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { createHttp } from '../net/http.ts';
import type { HttpOptions } from '../net/http.ts';
import { isUnprotected, normalizeBaseUrl } from '../provider/catalog/base-url.ts';
import { systemClock } from '../provider/call/clock.ts';
import { transientCredentials, transientSettings } from '../provider/registry/memory.ts';
import { createProviders } from '../provider/providers.ts';
import type { Providers } from '../provider/providers.ts';
import { answerPrompt } from './answer.ts';
import type { AskRequest, AskTarget, AskingTask } from './arguments/arguments.ts';
import { checkConnection, listModels } from './checks.ts';
import { requestedNetwork } from './arguments/network.ts';
import type { Sink } from './output/output.ts';
import { wrongUsage } from './surroundings.ts';
import type { AskExitCode, AskSurroundings } from './surroundings.ts';

/** Throws for a base URL or a key that cannot be used, for a guest who gets no code, and when aborted before anything was asked. */
export async function carryOutOnline(
  task: AskingTask,
  surroundings: AskSurroundings,
): Promise<AskExitCode> {
  const { environment, error } = surroundings;
  let network: HttpOptions;
  try {
    network = requestedNetwork(task.network, environment);
  } catch (thrown) {
    return wrongUsage(error, thrown instanceof Error ? thrown.message : String(thrown));
  }
  const http = createHttp(network);
  try {
    const providers = createProviders({
      http,
      clock: systemClock,
      settings: transientSettings(),
      credentials: transientCredentials(),
    });
    switch (task.type) {
      case 'ask': {
        const models = await configureAll(providers, task.request, error);
        return await answerPrompt(task, { models, stream: providers.stream }, surroundings);
      }
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

async function configureAll(
  providers: Providers,
  { target, modelId, fallback }: AskRequest,
  error: Sink,
): Promise<readonly ModelRef[]> {
  const providerId = await configure(providers, target, error);
  const models: ModelRef[] = [{ providerId, modelId }];
  for (const next of fallback) {
    const other =
      next.target === null ? providerId : await configure(providers, next.target, error);
    models.push({ providerId: other, modelId: next.modelId });
  }
  return models;
}

/** The id under which the provider is known from here on; the same for the same row. */
async function configure(
  providers: Providers,
  { definition, baseUrl, credential, withheld, asGuest }: AskTarget,
  error: Sink,
): Promise<string> {
  const { id: definitionId, name } = definition;
  const isKnown = providers.views().some((view) => view.id === definitionId);
  if (isBuiltIn(definition.adapter) || isKnown) return definitionId;
  if (addressesOf(baseUrl ?? '').some((url) => isUnprotected(normalizeBaseUrl(url)))) {
    error.write('parley ask: this address is plain http: others on the way can read along.\n');
  }
  if (withheld !== null) {
    error.write(
      `parley ask: ${withheld} is the key of ${name} and is not sent to another address. Add --key-env ${withheld} to send it there.\n`,
    );
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
