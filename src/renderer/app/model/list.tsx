import { Plus, RefreshCw, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ModelInfo, ModelRef } from '#shared/provider/model.ts';
import {
  fetchModels,
  isReady,
  isStopped,
  searchLocal,
  useAllModels,
  useLocalSearch,
} from '../../client/provider/providers.ts';
import type { ProviderModels } from '../../client/provider/providers.ts';
import { agoText } from '../../text/duration.ts';
import { CommandList } from '../../ui/overlays/command-list.tsx';
import type { CommandGroup, CommandItem } from '../../ui/overlays/command-list.tsx';

export interface ModelListProps {
  readonly current: ModelRef;
  readonly onPick: (model: ModelRef) => void;
  readonly onSetUp: () => void;
}

/** Every model of every provider, searchable; an id that no list has can be typed. */
export function ModelList({ current, onPick, onSetUp }: ModelListProps) {
  const { t, i18n } = useTranslation();
  const all = useAllModels();
  useLocalSearch();
  const isFetching = all.some(({ list }) => list.status === 'fetching');
  const when = agoText(ageOf(all), i18n.language);

  const context = { current, t, onPick, onSetUp };
  const groups = [
    ...all.map((models) => groupOf(models, context)),
    {
      heading: '',
      items: [
        {
          id: 'refresh',
          label: t(isFetching ? 'app.refreshing' : 'app.refreshModels'),
          icon: RefreshCw,
          onSelect: () => refresh(all),
          ...(when !== null && { detail: t('app.listsUpdated', { when }) }),
        },
        { id: 'set-up', label: t('app.addProvider'), icon: Plus, onSelect: onSetUp },
      ],
    },
  ];
  return (
    <CommandList
      label={t('app.searchModels')}
      empty={t('app.noModels')}
      groups={groups}
      typedItem={(search) => typedItem(search, all, context)}
    />
  );
}

/** Provider ids have no spaces; model ids may have anything. */
const itemId = ({ providerId, modelId }: ModelRef) => `${providerId} ${modelId}`;

function refresh(all: readonly ProviderModels[]): void {
  searchLocal();
  for (const { provider } of all) {
    if (isReady(provider)) void fetchModels(provider.id, { refresh: true });
  }
}

/** Of the oldest list of a provider that can be asked, in milliseconds. */
function ageOf(all: readonly ProviderModels[]): number {
  const fetched = all.flatMap(({ provider, list: { fetchedAt } }) =>
    fetchedAt === undefined || !isReady(provider) ? [] : [fetchedAt],
  );
  return Date.now() - Math.min(Date.now(), ...fetched);
}

interface ListContext {
  readonly current: ModelRef;
  readonly t: TFunction;
  readonly onPick: (model: ModelRef) => void;
  readonly onSetUp: () => void;
}

function groupOf(
  { provider, list }: ProviderModels,
  { current, t, onPick, onSetUp }: ListContext,
): CommandGroup {
  const setUpId = `set-up ${provider.id}`;
  const dimmed = isStopped(provider);
  if (!isReady(provider)) {
    const label = t('app.setUpProvider', { provider: provider.name });
    const detail = t('app.needsSetUp');
    return {
      heading: provider.name,
      items: [{ id: setUpId, label, detail, icon: Settings2, onSelect: onSetUp }],
    };
  }
  const items: CommandItem[] = list.models.map((model) => ({
    id: itemId({ providerId: provider.id, modelId: model.id }),
    label: model.name ?? model.id,
    keywords: [model.id, provider.name],
    checked: current.providerId === provider.id && current.modelId === model.id,
    dimmed,
    onSelect: () => onPick({ providerId: provider.id, modelId: model.id }),
    ...detailOf(model),
  }));
  if (list.status === 'failed') {
    const label = t('app.listFailed');
    items.push({ id: setUpId, label, icon: Settings2, onSelect: onSetUp });
  }
  const { name } = provider;
  return { heading: dimmed ? t('app.notRunning', { provider: name }) : name, items };
}

/** How much it can read, then its id where it is called otherwise: that may be long and is cut. */
function detailOf({ id, name, contextLength }: ModelInfo): Pick<CommandItem, 'detail'> {
  const facts = [
    ...(contextLength === undefined ? [] : [shortCount(contextLength)]),
    ...(name === undefined || name === id ? [] : [id]),
  ];
  return facts.length === 0 ? {} : { detail: facts.join(' · ') };
}

/** `128K`, `1M`: as the makers of models say it, in any language; powers of two are counted in theirs. */
function shortCount(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  if (tokens % 1024 === 0 && tokens < 1024 * 1024) return `${tokens / 1024}K`;
  return tokens < 1_000_000
    ? `${Math.round(tokens / 1000)}K`
    : `${Math.round(tokens / 100_000) / 10}M`;
}

/** Whether the provider may have models that no list names. */
function takesTypedIds({ provider }: ProviderModels): boolean {
  return provider.definition.note !== 'offline' && isReady(provider);
}

function typedItem(
  search: string,
  all: readonly ProviderModels[],
  { current, t, onPick }: ListContext,
): CommandItem | null {
  const owner =
    all.find((models) => takesTypedIds(models) && models.provider.id === current.providerId) ??
    all.find(takesTypedIds);
  if (owner === undefined) return null;
  if (owner.list.models.some(({ id }) => id === search)) return null;
  const model = { providerId: owner.provider.id, modelId: search };
  return {
    id: itemId(model),
    onSelect: () => onPick(model),
    label: t('app.useTyped', { model: search }),
    detail: t('app.typedDetail', { provider: owner.provider.name }),
  };
}
