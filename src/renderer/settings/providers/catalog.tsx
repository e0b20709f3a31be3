import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isBuiltIn } from '#shared/provider/provider.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import { useCatalog } from '../../client/provider/providers.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CommandList } from '../../ui/overlays/command-list.tsx';
import type { CommandItem } from '../../ui/overlays/command-list.tsx';
import styles from '../kit/settings.module.css';

export interface ProviderCatalogProps {
  readonly onPick: (definition: ProviderDefinition) => void;
  readonly onBack: () => void;
}

/** Every service that can be added. */
export function ProviderCatalog({ onPick, onBack }: ProviderCatalogProps) {
  const { t } = useTranslation();
  const catalog = useCatalog().filter(({ adapter }) => !isBuiltIn(adapter));
  const compatible = catalog.find(({ note }) => note === 'compatible');
  const groups = [
    {
      heading: t('settings.providers.groupServices'),
      items: catalog
        .filter((row) => !isOwn(row) && row.retired === undefined)
        .map((row) => itemOf(row, onPick)),
    },
    {
      heading: t('settings.providers.groupOwn'),
      items: catalog.filter((row) => isOwn(row)).map((row) => itemOf(row, onPick)),
    },
    {
      heading: t('settings.providers.groupRetired'),
      items: catalog.filter((row) => row.retired !== undefined).map((row) => itemOf(row, onPick)),
    },
  ];
  return (
    <div className={styles.subpage} data-setting="">
      <Button variant="quiet" size="s" icon={ArrowLeft} onClick={onBack}>
        {t('settings.providers.back')}
      </Button>
      <h3 className={styles.subtitle}>{t('settings.providers.addTitle')}</h3>
      <div className={styles.catalog}>
        <CommandList
          label={t('settings.providers.pick')}
          groups={groups.filter(({ items }) => items.length > 0)}
          empty={t('settings.providers.pickEmpty')}
          instead={compatible && itemOf(compatible, onPick)}
        />
      </div>
    </div>
  );
}

function isOwn({ note }: ProviderDefinition): boolean {
  return note === 'local' || note === 'compatible';
}

function itemOf(
  definition: ProviderDefinition,
  onPick: (definition: ProviderDefinition) => void,
): CommandItem {
  const { id, name, baseUrls, keywords = [], models } = definition;
  const [address] = baseUrls;
  return {
    id,
    label: name,
    keywords: [...keywords, ...models],
    ...(address === undefined ? {} : { detail: new URL(address).host }),
    onSelect: () => onPick(definition),
  };
}
