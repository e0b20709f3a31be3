import type { ProviderTest } from '#shared/contract.ts';
import type { Diagnosis } from '#shared/provider/diagnosis.ts';
import { toFailure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelList } from '#shared/provider/model.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createCookieJars } from '../net/cookies.ts';
import { createEndpointHealth } from '../net/endpoint-health.ts';
import type { Http } from '../net/http.ts';
import type { ModelListFile } from '../storage/model-lists.ts';
import type { Clock } from './call/clock.ts';
import { checkUp } from './doctor/checkup.ts';
import type { CheckupRequest } from './doctor/checkup.ts';
import { streamEliza } from './eliza/eliza.ts';
import { createLocalServers } from './local-servers/local-servers.ts';
import type { LocalAddresses } from './local-servers/local-servers.ts';
import type { ProviderCall } from './call/attempt.ts';
import { createModelLists } from './registry/model-lists.ts';
import type { ModelLists } from './registry/model-lists.ts';
import { logInAsGuest } from './registry/login.ts';
import { createProviderRegistry } from './registry/registry.ts';
import type { ProviderRegistry, ProviderRegistryDependencies } from './registry/registry.ts';
import type { ProviderAccess } from './call/access.ts';
import { streamAnswer } from './call/stream.ts';
import type { StreamOptions, StreamProvider } from './call/stream.ts';

/** The providers that a person has set up, and the calls to them. */
export interface Providers {
  /** The offline provider first, then the others in the order in which they were added. */
  readonly views: () => readonly ProviderView[];
  readonly announce: ProviderRegistry['announce'];
  /** Throws `invalid-input` when there is none. */
  readonly find: (providerId: ProviderId) => ProviderView;
  /** Adds or changes one. Throws `invalid-input` for what cannot be one, `storage-failed` when it cannot be kept. */
  readonly save: ProviderRegistry['save'];
  /** Forgets one with its credential. Throws `invalid-input` for the offline one. */
  readonly remove: (providerId: ProviderId) => Promise<void>;
  readonly keepCredential: ProviderRegistry['keepCredential'];
  /** Gets a guest's code from the service and keeps it as the credential. Throws why there is none. */
  readonly login: (providerId: ProviderId) => Promise<void>;
  /** Asks for the model list. Never throws. */
  readonly test: (providerId: ProviderId) => Promise<ProviderTest>;
  /** The list that was fetched, kept until the provider changes. */
  readonly listModels: ModelLists['list'];
  /** Looks for model servers on this computer; see {@link LocalServers}. */
  readonly searchLocal: () => Promise<void>;
  /** See {@link StreamProvider}. */
  readonly stream: StreamProvider;
  /** Tries the way to an answer step by step. Throws `invalid-input` when there is no such provider. */
  readonly diagnose: (request: CheckupRequest) => Promise<Diagnosis>;
}

export interface ProvidersDependencies extends ProviderRegistryDependencies {
  readonly http: Http;
  readonly clock: Clock;
  /** Absent: model lists are not kept. */
  readonly modelListFile?: ModelListFile | undefined;
  /** See {@link LocalServersDependencies}. */
  readonly localAddresses?: LocalAddresses | undefined;
  readonly localProbeMs?: number | undefined;
  /** For reports. */
  readonly appVersion?: string | undefined;
}

export function createProviders(dependencies: ProvidersDependencies): Providers {
  const { http, clock, settings } = dependencies;
  const cookies = createCookieJars();
  const health = createEndpointHealth({ elapsed: clock.elapsed, random: Math.random });
  const localServers = createLocalServers({
    http,
    clock,
    configured: () => settings.read().providers,
    addresses: dependencies.localAddresses,
    probeMs: dependencies.localProbeMs,
    onChange: noticeLocal,
  });
  const registry = createProviderRegistry(dependencies, { cookies, found: localServers.found });
  const modelLists = createModelLists({
    http,
    clock,
    registry,
    file: dependencies.modelListFile,
    onChange: (providerId, list) =>
      dependencies.broadcast?.({ type: 'models-changed', providerId, list }),
  });

  return {
    views: registry.views,
    announce: registry.announce,
    find: registry.find,
    save,
    remove,
    keepCredential: registry.keepCredential,
    login: (providerId) => logInAsGuest(http, registry, providerId),
    test: (providerId) => testList(() => modelLists.list(providerId, { refresh: true }), clock),
    listModels: modelLists.list,
    searchLocal: localServers.search,
    stream,
    diagnose: (request) =>
      checkUp({ ...dependencies, registry, stream }, registry.find(request.providerId), request),
  };

  /** A server that came or went may have other models. */
  function noticeLocal(): void {
    for (const { id, local } of registry.views()) if (local !== undefined) modelLists.forget(id);
    registry.announce();
  }

  async function save(input: Parameters<ProviderRegistry['save']>[0]): Promise<ProviderId> {
    const providerId = await registry.save(input);
    forget(providerId);
    return providerId;
  }

  async function remove(providerId: ProviderId): Promise<void> {
    await registry.remove(providerId);
    forget(providerId);
  }

  /** What was learnt of a service that may be another one from now on. */
  function forget(providerId: ProviderId): void {
    modelLists.forget(providerId);
    cookies.forget(providerId);
  }

  async function* stream(
    providerId: ProviderId,
    call: ProviderCall,
    options: StreamOptions,
  ): AsyncGenerator<readonly StreamEvent[]> {
    let access: ProviderAccess | null;
    try {
      const view = registry.find(providerId);
      access = isBuiltIn(view.definition.adapter) ? null : await registry.accessTo(view);
    } catch (error) {
      yield [{ type: 'error', failure: toFailure(error) }];
      return;
    }
    if (access !== null) {
      yield* streamAnswer({ http, clock, health }, access, call, options);
      return;
    }
    options.onRoute?.({ type: 'attempt' });
    yield* streamEliza(call, { clock, signal: options.signal });
  }
}

async function testList(list: () => Promise<ModelList>, clock: Clock): Promise<ProviderTest> {
  const start = clock.elapsed();
  try {
    const { models } = await list();
    return { ok: true, modelCount: models.length, durationMs: clock.elapsed() - start };
  } catch (error) {
    return { ok: false, failure: toFailure(error), durationMs: clock.elapsed() - start };
  }
}
