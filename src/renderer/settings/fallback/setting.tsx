import { useTranslation } from 'react-i18next';
import { useSettings } from '../../client/settings.ts';
import { FallbackList } from './list.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import { useChange } from '../kit/use-change.ts';

/** The chain of conversations without one of their own. */
export function FallbackSetting() {
  const { t } = useTranslation();
  const models = useSettings((settings) => settings.fallback);
  const change = useChange();
  return (
    <SettingBlock
      label={t('fallback.title')}
      description={t('fallback.description')}
      keywords={t('fallback.keywords')}
    >
      <FallbackList models={models} onChange={(fallback) => change({ fallback: [...fallback] })} />
    </SettingBlock>
  );
}
