import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRef } from '#shared/provider/model.ts';
import { isReady, useAllModels } from '../../client/providers.ts';
import type { ProviderModels } from '../../client/providers.ts';
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
      groups={all.filter(({ provider }) => isReady(provider)).map((each) => groupOf(each, isTaken))}
      onSelect={(id) => {
        const separator = id.indexOf(' ');
        onPick({ providerId: id.slice(0, separator), modelId: id.slice(separator + 1) });
      }}
    />
  );
}

/** Provider ids have no spaces; model ids may have anything. */
function itemId({ providerId, modelId }: ModelRef): string {
  return `${providerId} ${modelId}`;
}

function groupOf({ provider, list }: ProviderModels, isTaken: ReadonlySet<string>): CommandGroup {
  const items = list.models.map((model) => ({
    id: itemId({ providerId: provider.id, modelId: model.id }),
    label: model.name ?? model.id,
    keywords: [model.id, provider.name],
  }));
  return { heading: provider.name, items: items.filter(({ id }) => !isTaken.has(id)) };
}
