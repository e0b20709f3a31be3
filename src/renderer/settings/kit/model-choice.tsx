import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRef } from '#shared/provider/model.ts';
import { isReady, useAllModels } from '../../client/provider/providers.ts';
import type { ProviderModels } from '../../client/provider/providers.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CommandList } from '../../ui/overlays/command-list.tsx';
import type { CommandGroup } from '../../ui/overlays/command-list.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';

export interface ModelChoiceProps {
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Offered no more. */
  readonly taken: readonly ModelRef[];
  readonly onPick: (model: ModelRef) => void;
}

/** A button that offers every model that can be asked now. */
export function ModelChoice({ label, icon, taken, onPick }: ModelChoiceProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={label}
      trigger={
        <Button size="s" {...(icon && { icon })}>
          {label}
        </Button>
      }
    >
      <Models
        taken={taken}
        onPick={(model) => {
          setOpen(false);
          onPick(model);
        }}
      />
    </Popover>
  );
}

function Models({ taken, onPick }: Pick<ModelChoiceProps, 'taken' | 'onPick'>) {
  const { t } = useTranslation();
  const all = useAllModels();
  const isTaken = new Set(taken.map(itemId));
  return (
    <CommandList
      label={t('fallback.search')}
      empty={t('fallback.noModels')}
      groups={all
        .filter(({ provider }) => isReady(provider))
        .map((each) => groupOf(each, isTaken, onPick))}
    />
  );
}

/** One model has one, whichever provider names it: provider ids have no spaces. */
function itemId({ providerId, modelId }: ModelRef): string {
  return `${providerId} ${modelId}`;
}

function groupOf(
  { provider, list }: ProviderModels,
  isTaken: ReadonlySet<string>,
  onPick: (model: ModelRef) => void,
): CommandGroup {
  const items = list.models.map(({ id, name }) => {
    const model = { providerId: provider.id, modelId: id };
    return {
      id: itemId(model),
      label: name ?? id,
      keywords: [id, provider.name],
      onSelect: () => onPick(model),
    };
  });
  return { heading: provider.name, items: items.filter(({ id }) => !isTaken.has(id)) };
}
