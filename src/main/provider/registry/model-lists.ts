import { FailureError, toFailure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo, ModelList } from '#shared/provider/model.ts';
import { isBuiltIn, modelsOfRow } from '#shared/provider/provider.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import type { Http } from '../../net/http.ts';
import type { KeptModels, ModelListFile } from '../../storage/model-lists.ts';
import type { Clock } from '../call/clock.ts';
import { listProviderModels } from './models.ts';
import type { ProviderRegistry } from './registry.ts';
import { redact } from '../call/request.ts';
import type { ProviderAccess } from '../call/access.ts';

/** The model lists of providers: fetched once, kept, and fetched again when they have become old. */
export interface ModelLists {
  /**
   * What is kept, at once; else the service is asked, and the row's own models stand for it when it does not answer.
   * With `refresh` the service is asked in any case. Throws a `FailureError`.
   */
  readonly list: (
    providerId: ProviderId,
    options: { readonly refresh: boolean },
  ) => Promise<ModelList>;
  readonly forget: (providerId: ProviderId) => void;
}

export interface ModelListsDependencies {
  readonly http: Http;
  readonly clock: Clock;
  readonly registry: Pick<ProviderRegistry, 'find' | 'accessTo'>;
  /** Absent: lists live and end with this process. */
  readonly file?: ModelListFile | undefined;
  /** A list that had become old was fetched again. */
  readonly onChange: (providerId: ProviderId, list: ModelList) => void;
}

const OLD_MS = 24 * 60 * 60 * 1000;

export function createModelLists(dependencies: ModelListsDependencies): ModelLists {
  const { http, clock, registry, file, onChange } = dependencies;
  const lists = new Map<ProviderId, KeptModels>();
  const renewing = new Set<ProviderId>();
  /** One object for as long as the provider stays as it is: what was asked of another one is not kept. */
  const tenures = new Map<ProviderId, object>();

  async function list(
    providerId: ProviderId,
    { refresh }: { readonly refresh: boolean },
  ): Promise<ModelList> {
    const view = registry.find(providerId);
    const known = modelsOfRow(view.definition);
    if (isBuiltIn(view.definition.adapter)) return { models: known, fetchedAt: null };
    const kept = refresh ? undefined : keptOf(view);
    if (kept !== undefined) {
      if (isOld(kept)) void renew(view);
      return shown(kept);
    }
    try {
      return await fetchNow(view);
    } catch (error) {
      if (refresh || known.length === 0) throw error;
      return { models: known, fetchedAt: null };
    }
  }

  /** The programs of this computer are asked at every start as it is. */
  function keptOf(view: ProviderView): KeptModels | undefined {
    const inFile = view.local === undefined ? file : undefined;
    const kept = lists.get(view.id) ?? inFile?.read(view.id);
    return kept?.address === addressOf(view) ? kept : undefined;
  }

  /** A clock that was set back makes a list old as well. */
  function isOld({ fetchedAt }: ModelList): boolean {
    const age = clock.now() - (fetchedAt ?? 0);
    return age > OLD_MS || age < 0;
  }

  async function renew(view: ProviderView): Promise<void> {
    if (renewing.has(view.id)) return;
    renewing.add(view.id);
    const tenure = tenureOf(view.id);
    try {
      const list = await fetchNow(view);
      if (tenureOf(view.id) === tenure) onChange(view.id, list);
    } catch {
      // The old list stays; a caller that asks for a new one gets the reason why there is none.
    } finally {
      renewing.delete(view.id);
    }
  }

  async function fetchNow(view: ProviderView): Promise<ModelList> {
    const tenure = tenureOf(view.id);
    const models = completed(await fetchModels(http, await registry.accessTo(view)), view);
    const fetched = { models, fetchedAt: clock.now(), address: addressOf(view) };
    if (tenureOf(view.id) !== tenure) return shown(fetched);
    lists.set(view.id, fetched);
    if (view.local === undefined) file?.write(view.id, fetched);
    return shown(fetched);
  }

  function tenureOf(providerId: ProviderId): object {
    const tenure = tenures.get(providerId) ?? {};
    tenures.set(providerId, tenure);
    return tenure;
  }

  function forget(providerId: ProviderId): void {
    tenures.delete(providerId);
    renewing.delete(providerId);
    lists.delete(providerId);
    file?.write(providerId, null);
  }

  return { list, forget };
}

function shown({ models, fetchedAt }: KeptModels): ModelList {
  return { models, fetchedAt };
}

function addressOf({ baseUrl, definition }: ProviderView): string {
  return baseUrl ?? definition.baseUrls.join(' ');
}

async function fetchModels(http: Http, access: ProviderAccess): Promise<readonly ModelInfo[]> {
  try {
    return await listProviderModels(http, access);
  } catch (error) {
    throw new FailureError(redact(toFailure(error), access.credential));
  }
}

/** Some programs tell more of their models where they are recognized than in their list. */
function completed(models: readonly ModelInfo[], { local }: ProviderView): readonly ModelInfo[] {
  const told = new Map(local?.models.map((model) => [model.id, model]));
  return models.map((model) => ({ ...told.get(model.id), ...model }));
}
