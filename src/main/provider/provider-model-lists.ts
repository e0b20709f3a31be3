import { FailureError, toFailure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo } from '#shared/model.ts';
import { modelsOfRow } from '#shared/provider.ts';
import type { ProviderView } from '#shared/provider.ts';
import type { Http } from '../net/http.ts';
import { listProviderModels } from './provider-models.ts';
import type { ProviderRegistry } from './provider-registry.ts';
import { redact } from './provider-request.ts';
import type { ProviderAccess } from './provider-request.ts';

/** The model lists of providers, fetched once and kept in memory. */
export interface ModelLists {
  /** The row's own models when the service does not answer, unless `refresh`. Throws a `FailureError`. */
  readonly list: (
    providerId: ProviderId,
    options: { readonly refresh: boolean },
  ) => Promise<readonly ModelInfo[]>;
  readonly forget: (providerId: ProviderId) => void;
}

export function createModelLists(
  http: Http,
  registry: Pick<ProviderRegistry, 'find' | 'accessTo'>,
): ModelLists {
  const fetched = new Map<ProviderId, readonly ModelInfo[]>();

  async function list(
    providerId: ProviderId,
    { refresh }: { readonly refresh: boolean },
  ): Promise<readonly ModelInfo[]> {
    const view = registry.find(providerId);
    const known = modelsOfRow(view.definition);
    if (view.definition.adapter === 'eliza') return known;
    const kept = fetched.get(providerId);
    if (kept !== undefined && !refresh) return kept;
    try {
      const models = await fetchModels(http, await registry.accessTo(view));
      const complete = completed(models, view);
      fetched.set(providerId, complete);
      return complete;
    } catch (error) {
      if (refresh || known.length === 0) throw error;
      return known;
    }
  }

  return { list, forget: (providerId) => void fetched.delete(providerId) };
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
