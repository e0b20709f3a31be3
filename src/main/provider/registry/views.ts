import { FailureError } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { LocalServer } from '#shared/provider/local-server.ts';
import type {
  ConfiguredProvider,
  ProviderDefinition,
  ProviderView,
} from '#shared/provider/provider.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import type { SettingsFile } from '../../storage/settings.ts';
import { originsOf } from '../catalog/base-url.ts';
import { findDefinition } from '../catalog/catalog.ts';
import { baseUrlsOf, offlineProvider } from '../catalog/configuration.ts';

/** The providers as they are shown: those that a person has set up, then those that were found on this computer. */
export interface ProviderViews {
  readonly all: () => readonly ProviderView[];
  /** Throws `invalid-input` when there is none. A program of this computer needs no setting up, found or not. */
  readonly find: (providerId: ProviderId) => ProviderView;
}

export interface ProviderViewsDependencies {
  readonly settings: Pick<SettingsFile, 'read'>;
  readonly credentials: Pick<CredentialFile, 'status'>;
  readonly found: () => readonly LocalServer[];
}

export function createProviderViews(dependencies: ProviderViewsDependencies): ProviderViews {
  const { settings, credentials, found } = dependencies;

  /** A provider of a row that only a newer version knows is kept, but not shown. */
  function all(): readonly ProviderView[] {
    const { providers, model, fallback } = settings.read();
    const wanted = [model, ...fallback].map(({ providerId }) => providerId);
    const servers = withUnseen(found(), wanted);
    const configured = [offlineProvider, ...providers].flatMap((provider) => {
      const definition = findDefinition(provider.definitionId);
      return definition === undefined ? [] : [viewOf(provider, definition, found())];
    });
    const others = foundProviders(servers, providers).flatMap((provider) => {
      const definition = findDefinition(provider.definitionId);
      if (definition === undefined) return [];
      return [{ ...viewOf(provider, definition, servers), isFound: true as const }];
    });
    return [...configured, ...others];
  }

  function find(providerId: ProviderId): ProviderView {
    const view = all().find(({ id }) => id === providerId);
    if (view !== undefined) return view;
    const definition = findDefinition(providerId);
    // That it does not run is what there is to say.
    if (definition?.note === 'local') return viewOf(asFound(definition), definition, []);
    throw new FailureError({
      code: 'invalid-input',
      message: `Cannot reach the provider "${providerId}": it is not set up. Add it, or choose another model.`,
      retryable: false,
    });
  }

  function viewOf(
    provider: ConfiguredProvider,
    definition: ProviderDefinition,
    servers: readonly LocalServer[],
  ): ProviderView {
    const address = provider.baseUrl ?? definition.baseUrls[0];
    const local = servers.find(
      ({ definitionId, baseUrl }) => definitionId === definition.id && baseUrl === address,
    );
    return {
      ...provider,
      definition,
      credential: credentials.status(provider.id, originsOf(baseUrlsOf(provider, definition))),
      ...(local !== undefined && { local }),
    };
  }

  return { all, find };
}

/** A provider of a row that has not been set up, under the row's own id. */
function asFound({ id, name }: ProviderDefinition): ConfiguredProvider {
  return { id, definitionId: id, name, baseUrl: null };
}

/** The servers found, and those of `wanted` rows that have not been seen since the start: they do not run. */
function withUnseen(
  found: readonly LocalServer[],
  wanted: readonly ProviderId[],
): readonly LocalServer[] {
  const unseen = [...new Set(wanted)].flatMap((id): LocalServer[] => {
    const definition = findDefinition(id);
    const [baseUrl] = definition?.baseUrls ?? [];
    const isSeen = found.some(({ definitionId }) => definitionId === id);
    if (definition?.note !== 'local' || baseUrl === undefined || isSeen) return [];
    return [{ definitionId: id, baseUrl, isRunning: false, models: [] }];
  });
  return [...found, ...unseen];
}

/** The servers of rows that are not set up, each as a provider; of several of the same row the first that runs. */
function foundProviders(
  servers: readonly LocalServer[],
  existing: readonly ConfiguredProvider[],
): readonly ConfiguredProvider[] {
  const isFree = ({ definitionId }: LocalServer): boolean =>
    !existing.some(({ id }) => id === definitionId);
  const runningFirst = servers
    .filter(isFree)
    .toSorted((one, other) => Number(other.isRunning) - Number(one.isRunning));
  const byRow = new Map<string, ConfiguredProvider>();
  for (const { definitionId, baseUrl } of runningFirst) {
    const definition = findDefinition(definitionId);
    if (definition === undefined || byRow.has(definitionId)) continue;
    const isOwn = definition.baseUrls.includes(baseUrl);
    byRow.set(definitionId, { ...asFound(definition), baseUrl: isOwn ? null : baseUrl });
  }
  return servers.flatMap(({ definitionId }) => {
    const provider = byRow.get(definitionId);
    byRow.delete(definitionId);
    return provider === undefined ? [] : [provider];
  });
}
