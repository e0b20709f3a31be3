import type { ProviderTest } from '#shared/contract.ts';
import { FailureError, toFailure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo } from '#shared/model.ts';
import type { ProviderView } from '#shared/provider.ts';
import type { StreamEvent } from '#shared/stream-event.ts';
import { createCookieJars } from '../net/cookies.ts';
import { createEndpointHealth } from '../net/endpoint-health.ts';
import type { Http } from '../net/http.ts';
import type { Clock } from './clock.ts';
import { streamEliza } from './eliza.ts';
import type { ProviderCall } from './provider-attempt.ts';
import { listProviderModels } from './provider-models.ts';
import { createProviderRegistry } from './provider-registry.ts';
import type { ProviderRegistry, ProviderRegistryDependencies } from './provider-registry.ts';
import { redact } from './provider-request.ts';
import type { ProviderAccess } from './provider-request.ts';
import { streamAnswer } from './provider-stream.ts';
import type { StreamOptions } from './provider-stream.ts';

/** The providers that a person has set up, and the calls to them. */
export interface Providers {
  /** The offline provider first, then the others in the order in which they were added. */
  readonly views: () => readonly ProviderView[];
  /** Throws `invalid-input` when there is none. */
  readonly find: (providerId: ProviderId) => ProviderView;
  /** Adds or changes one. Throws `invalid-input` for what cannot be one, `storage-failed` when it cannot be kept. */
  readonly save: ProviderRegistry['save'];
  /** Forgets one with its credential. Throws `invalid-input` for the offline one. */
  readonly remove: (providerId: ProviderId) => Promise<void>;
  /** Asks for the model list. Never throws. */
  readonly test: (providerId: ProviderId) => Promise<ProviderTest>;
  /** The fetched list, kept until the provider changes; the row's own models when the service does not answer, unless `refresh`. */
  readonly listModels: (
    providerId: ProviderId,
    options: { readonly refresh: boolean },
  ) => Promise<readonly ModelInfo[]>;
  /** One answer. A provider that is missing or lacks its credential is an `error` event; throws only when aborted. */
  readonly stream: (
    providerId: ProviderId,
    call: ProviderCall,
    options: StreamOptions,
  ) => AsyncIterable<StreamEvent>;
}

export interface ProvidersDependencies extends ProviderRegistryDependencies {
  readonly http: Http;
  readonly clock: Clock;
}

export function createProviders(dependencies: ProvidersDependencies): Providers {
  const { http, clock } = dependencies;
  const cookies = createCookieJars();
  const health = createEndpointHealth({ elapsed: clock.elapsed, random: Math.random });
  const registry = createProviderRegistry(dependencies, cookies);
  const fetchedModels = new Map<ProviderId, readonly ModelInfo[]>();

  return { views: registry.views, find: registry.find, save, remove, test, listModels, stream };

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
    fetchedModels.delete(providerId);
    cookies.forget(providerId);
  }

  async function test(providerId: ProviderId): Promise<ProviderTest> {
    const start = clock.elapsed();
    try {
      const models = await listModels(providerId, { refresh: true });
      return { ok: true, modelCount: models.length, durationMs: clock.elapsed() - start };
    } catch (error) {
      return { ok: false, failure: toFailure(error), durationMs: clock.elapsed() - start };
    }
  }

  async function listModels(
    providerId: ProviderId,
    { refresh }: { readonly refresh: boolean },
  ): Promise<readonly ModelInfo[]> {
    const view = registry.find(providerId);
    const known = view.definition.models.map((id) => ({ id }));
    if (view.definition.adapter === 'eliza') return known;
    const fetched = fetchedModels.get(providerId);
    if (fetched !== undefined && !refresh) return fetched;
    try {
      const models = await fetchModels(http, await registry.accessTo(view));
      fetchedModels.set(providerId, models);
      return models;
    } catch (error) {
      if (refresh || known.length === 0) throw error;
      return known;
    }
  }

  async function* stream(
    providerId: ProviderId,
    call: ProviderCall,
    options: StreamOptions,
  ): AsyncGenerator<StreamEvent> {
    let access: ProviderAccess | null;
    try {
      const view = registry.find(providerId);
      access = view.definition.adapter === 'eliza' ? null : await registry.accessTo(view);
    } catch (error) {
      yield { type: 'error', failure: toFailure(error) };
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

async function fetchModels(http: Http, access: ProviderAccess): Promise<readonly ModelInfo[]> {
  try {
    return await listProviderModels(http, access);
  } catch (error) {
    throw new FailureError(redact(toFailure(error), access.credential));
  }
}
