import { ChevronRight, Plus } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressesOf, isBuiltIn } from '#shared/provider/provider.ts';
import type { ProviderDefinition, ProviderView } from '#shared/provider/provider.ts';
import { useLocalSearch, useProviders } from '../../client/provider/providers.ts';
import { Button } from '../../ui/controls/button.tsx';
import { FallbackSetting } from '../fallback/setting.tsx';
import { ProviderCatalog } from './catalog.tsx';
import { ProviderForm } from './form.tsx';
import { statusOf } from './status.ts';
import { isFound, SearchContext } from '../search.ts';
import styles from '../kit/cards.module.css';

type View =
  | { readonly type: 'list' }
  | { readonly type: 'catalog' }
  /** `provider` is absent for one that is being added. */
  | {
      readonly type: 'form';
      readonly definition: ProviderDefinition;
      readonly provider?: ProviderView;
    };

/** The configured providers; adding, changing, testing and removing one. `isAdding`: begins with what can be added. */
export function ProvidersSection({ isAdding }: { readonly isAdding: boolean }) {
  const query = useContext(SearchContext);
  const [view, setView] = useState<View>({ type: isAdding ? 'catalog' : 'list' });
  const showList = (): void => setView({ type: 'list' });
  // A search shows what is there, not the middle of a form.
  const shown: View = query === '' ? view : { type: 'list' };
  switch (shown.type) {
    case 'catalog':
      return (
        <ProviderCatalog
          onPick={(definition) => setView({ type: 'form', definition })}
          onBack={showList}
        />
      );
    case 'form':
      return (
        <ProviderForm definition={shown.definition} initial={shown.provider} onBack={showList} />
      );
    case 'list':
      return (
        <ProviderList
          onAdd={() => setView({ type: 'catalog' })}
          onEdit={(provider) =>
            setView({
              type: 'form',
              definition: provider.definition,
              // One that was only found is set up by its form as a new one.
              ...(provider.isFound === true ? {} : { provider }),
            })
          }
        />
      );
  }
}

interface ProviderListProps {
  readonly onAdd: () => void;
  readonly onEdit: (provider: ProviderView) => void;
}

function ProviderList({ onAdd, onEdit }: ProviderListProps) {
  const { t } = useTranslation();
  const query = useContext(SearchContext);
  const section = t('settings.section.providers');
  useLocalSearch();
  const providers = useProviders().filter((provider) =>
    isFound(query, [section, provider.name, provider.definition.name]),
  );
  return (
    <>
      {query === '' && (
        <div className={styles.intro}>
          <p>{t('settings.providers.description')}</p>
          <Button icon={Plus} onClick={onAdd}>
            {t('settings.providers.add')}
          </Button>
        </div>
      )}
      <ul className={styles.cards}>
        {providers.map((provider) => (
          <li key={provider.id} data-setting="">
            <ProviderCard provider={provider} onEdit={() => onEdit(provider)} />
          </li>
        ))}
      </ul>
      <FallbackSetting />
    </>
  );
}

interface ProviderCardProps {
  readonly provider: ProviderView;
  readonly onEdit: () => void;
}

function ProviderCard({ provider, onEdit }: ProviderCardProps) {
  const { t } = useTranslation();
  const status = statusOf(provider);
  const words = (
    <>
      <span className={styles.cardWords}>
        <span className={styles.cardTitle}>{provider.name}</span>
        <span className={styles.cardDetail}>
          {[
            detailOf(provider),
            ...(provider.isFound === true ? [t('settings.providers.found')] : []),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className={styles.status} data-status={status}>
        {t(`settings.providers.status.${status}`)}
      </span>
    </>
  );
  // The offline one has nothing to set.
  if (status === 'offline') return <div className={styles.card}>{words}</div>;
  return (
    <button type="button" className={styles.card} onClick={onEdit}>
      {words}
      <ChevronRight className={styles.chevron} aria-hidden="true" />
    </button>
  );
}

function detailOf({ id, baseUrl, definition, name }: ProviderView): string {
  if (isBuiltIn(definition.adapter)) return definition.models[0] ?? id;
  const addresses = baseUrl === null ? definition.baseUrls : addressesOf(baseUrl);
  const host = addresses.map((address) => URL.parse(address)?.host ?? '').join(', ');
  return name === definition.name ? host : [definition.name, host].filter(Boolean).join(' · ');
}
