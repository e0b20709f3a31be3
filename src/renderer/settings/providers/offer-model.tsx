import { useTranslation } from 'react-i18next';
import type { ProviderView } from '#shared/provider/provider.ts';
import { getProvider, useModels, usualModel } from '../../client/providers.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useChange } from '../kit/use-change.ts';

/** A model of a provider that works, as long as new conversations begin with the offline one. */
export function OfferModel({ provider }: { readonly provider: ProviderView }) {
  const { t } = useTranslation();
  const change = useChange();
  const { models } = useModels(provider.id);
  const model = usualModel(provider, models);
  const isOffline = useSettings(
    (settings) => getProvider(settings.model.providerId)?.definition.note === 'offline',
  );
  if (!isOffline || model === undefined) return null;
  return (
    <Button
      size="s"
      onClick={() => change({ model: { providerId: provider.id, modelId: model.id } })}
    >
      {t('settings.providers.useModel', { model: model.name ?? model.id })}
    </Button>
  );
}
