import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '#shared/provider/provider.ts';
import { getProvider, useModels, usualModel } from '../../client/provider/providers.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useChange } from '../kit/use-change.ts';

/** A model of a provider that works, as long as new conversations begin with the offline one; then, that it is chosen. */
export function OfferModel({ provider }: { readonly provider: ProviderView }) {
  const { t } = useTranslation();
  const change = useChange();
  const { models } = useModels(provider.id);
  const model = usualModel(provider, models);
  const isOffline = useSettings(
    (settings) => getProvider(settings.model.providerId)?.definition.note === 'offline',
  );
  const [isChosen, setChosen] = useState(false);
  if (model === undefined) return null;
  const name = model.name ?? model.id;
  if (!isOffline) {
    return (
      isChosen && (
        <span ref={takeFocus} tabIndex={-1}>
          {t('settings.providers.modelUsed', { model: name })}
        </span>
      )
    );
  }
  return (
    <Button
      size="s"
      onClick={() => {
        setChosen(true);
        change({ model: { providerId: provider.id, modelId: model.id } });
      }}
    >
      {t('settings.providers.useModel', { model: name })}
    </Button>
  );
}

/** The button that had it is gone. */
function takeFocus(words: HTMLElement | null): void {
  words?.focus();
}
