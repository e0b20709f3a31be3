import { useTranslation } from 'react-i18next';
import type { SettingsPatch } from '#shared/settings.ts';
import { changeSettings } from '../../client/settings.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';

/** Changes settings at once; a failure is told, and what is shown stays what main has. */
export function useChange(): (patch: SettingsPatch) => void {
  const { t } = useTranslation();
  return (patch) => {
    changeSettings(patch).catch(() =>
      showToast({ text: t('settings.changeFailed'), tone: 'danger' }),
    );
  };
}
