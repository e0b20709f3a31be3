import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo, ModelList, ModelRef } from '#shared/provider/model.ts';
import { modelsOfRow } from '#shared/provider/provider.ts';
import type { ProviderDefinition, ProviderView } from '#shared/provider/provider.ts';
import { call } from '../bridge.ts';

/** What is known of a provider's models: those of its row until the list has been fetched. */
export interface KnownModels {
  readonly models: readonly ModelInfo[];
  /** When its provider named them, in milliseconds since the epoch. */
  readonly fetchedAt?: number;
  readonly status: 'unfetched' | 'fetching' | 'fetched' | 'failed';
  readonly failure?: Failure;
}

interface Providers {
  readonly providers: readonly ProviderView[];
  readonly catalog: readonly ProviderDefinition[];
  readonly modelLists: ReadonlyMap<ProviderId, KnownModels>;
}

const store = createStore<Providers>(() => ({
  providers: [],
  catalog: [],
  modelLists: new Map(),
}));

export function setCatalog(catalog: readonly ProviderDefinition[]): void {
  store.setState({ catalog });
}

/** Lists of a provider whose address or credential changed are forgotten. */
export function receiveProviders(providers: readonly ProviderView[]): void {
  const before = new Map(store.getState().providers.map((view) => [view.id, view]));
  const modelLists = new Map(store.getState().modelLists);
  for (const view of providers) {
    const known = before.get(view.id);
    const isSame =
      known?.baseUrl === view.baseUrl && known.credential.hint === view.credential.hint;
    if (!isSame || known.credential.state !== view.credential.state) modelLists.delete(view.id);
    const { local } = view;
    // What it just told itself need not be asked for again; one that wants its key first tells nothing.
    if (local?.isRunning === true && local.models.length > 0) {
      modelLists.set(view.id, { models: local.models, status: 'fetched' });
    }
  }
  store.setState({ providers, modelLists });
}

export function useProviders(): readonly ProviderView[] {
  return useStore(store, (state) => state.providers);
}

export function useProvider(id: ProviderId): ProviderView | undefined {
  return useStore(store, (state) => state.providers.find((view) => view.id === id));
}

export function getProvider(id: ProviderId): ProviderView | undefined {
  return store.getState().providers.find((view) => view.id === id);
}

export function useCatalog(): readonly ProviderDefinition[] {
  return useStore(store, (state) => state.catalog);
}

/** Whether the provider can be asked at all: its credential is there or not needed, and its address is known. */
export function isReady(view: ProviderView): boolean {
  const hasAddress = view.definition.note === 'offline' || addressOf(view) !== undefined;
  const hasCredential =
    view.definition.credential !== 'required' || view.credential.state === 'ready';
  return hasAddress && hasCredential;
}

/** Whether it is a program of this computer that was found and no longer runs. */
export function isStopped({ local }: ProviderView): boolean {
  return local?.isRunning === false;
}

/** The model to begin with: the first of its row that it has, else the first that answers in words. */
export function usualModel(
  { definition }: ProviderView,
  models: readonly ModelInfo[],
): ModelInfo | undefined {
  const known = definition.models
    .map((id) => models.find((model) => model.id === id))
    .find((model) => model !== undefined);
  return known ?? models.find(({ id }) => !/embed|rerank|whisper|tts/i.test(id));
}

/** Looks for model servers on this computer. What was found comes as a change of the providers. */
export function searchLocal(): void {
  // Nothing is lost when it fails: the next search comes with the next look at the window.
  call('provider.search-local', {}).catch(() => undefined);
}

/** Whether its list should be fetched without anybody asking for it. */
function isWorthAsking(view: ProviderView): boolean {
  return isReady(view) && !isStopped(view);
}

function addressOf(view: ProviderView): string | undefined {
  return view.baseUrl ?? view.definition.baseUrls[0];
}

/** Fetches the list of a provider that is ready; at most one call a provider is in flight. Failures end in the list. */
export async function fetchModels(id: ProviderId, options: { refresh: boolean }): Promise<void> {
  const known = modelListOf(store.getState(), id);
  if (known.status === 'fetching') return;
  setModelList(id, { ...known, status: 'fetching' });
  try {
    receiveModels(id, await call('provider.list-models', { providerId: id, ...options }));
  } catch (error) {
    setModelList(id, { ...known, status: 'failed', failure: toFailure(error) });
  }
}

export function receiveModels(id: ProviderId, { models, fetchedAt }: ModelList): void {
  setModelList(id, { models, status: 'fetched', ...(fetchedAt !== null && { fetchedAt }) });
}

function setModelList(id: ProviderId, list: KnownModels): void {
  store.setState({ modelLists: new Map(store.getState().modelLists).set(id, list) });
}

function modelListOf(state: Providers, id: ProviderId): KnownModels {
  return state.modelLists.get(id) ?? rowLists(state.providers).get(id) ?? NO_MODELS;
}

const NO_MODELS: KnownModels = { models: [], status: 'unfetched' };

const rowListsByProviders = new WeakMap<readonly ProviderView[], Map<ProviderId, KnownModels>>();

/** One identity for each list as long as the providers stay the same, as a selector must return. */
function rowLists(providers: readonly ProviderView[]): Map<ProviderId, KnownModels> {
  const known = rowListsByProviders.get(providers);
  if (known !== undefined) return known;
  const lists = new Map<ProviderId, KnownModels>(
    providers.map((view) => [
      view.id,
      { models: modelsOfRow(view.definition), status: 'unfetched' },
    ]),
  );
  rowListsByProviders.set(providers, lists);
  return lists;
}

/** The models of one provider; fetches them when they are not known yet and the provider is ready. */
export function useModels(id: ProviderId): KnownModels {
  const list = useStore(store, (state) => modelListOf(state, id));
  const provider = useProvider(id);
  const isWanted = list.status === 'unfetched' && provider !== undefined && isWorthAsking(provider);
  useEffect(() => {
    if (isWanted) void fetchModels(id, { refresh: false });
  }, [id, isWanted]);
  return list;
}

export interface ProviderModels {
  readonly provider: ProviderView;
  readonly list: KnownModels;
}

/** Every provider with its models; fetches what is not known yet, for a picker that is open. */
export function useAllModels(): readonly ProviderModels[] {
  const state = useStore(store);
  const all = state.providers.map((provider) => ({
    provider,
    list: modelListOf(state, provider.id),
  }));
  const wanted = all
    .filter(({ provider, list }) => list.status === 'unfetched' && isWorthAsking(provider))
    .map(({ provider }) => provider.id)
    .join(' ');
  useEffect(retryFailed, []);
  useEffect(() => {
    for (const id of wanted.split(' ')) {
      if (id !== '') void fetchModels(id, { refresh: false });
    }
  }, [wanted]);
  return all;
}

/** A list that failed may be there by now: someone is looking for a model. */
function retryFailed(): void {
  const { providers, modelLists } = store.getState();
  for (const { id } of providers) {
    if (modelLists.get(id)?.status === 'failed') void fetchModels(id, { refresh: false });
  }
}

/** What a model is called: by its provider where that tells, else by its id. */
export function useModelName(model: ModelRef): string {
  return useStore(store, (state) => nameOf(state, model));
}

export function getModelName(model: ModelRef): string {
  return nameOf(store.getState(), model);
}

function nameOf(state: Providers, { providerId, modelId }: ModelRef): string {
  const known = modelListOf(state, providerId).models.find(({ id }) => id === modelId);
  return known?.name ?? modelId;
}

/** Tokens of prompt and answer together that the model takes, where its provider tells. */
export function useContextLength({ providerId, modelId }: ModelRef): number | undefined {
  return useStore(
    store,
    (state) =>
      modelListOf(state, providerId).models.find(({ id }) => id === modelId)?.contextLength,
  );
}

/** Looks for model servers of this computer as soon as a list of models is shown. */
export function useLocalSearch(): void {
  useEffect(searchLocal, []);
}
