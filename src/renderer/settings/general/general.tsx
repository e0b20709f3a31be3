import { useTranslation } from 'react-i18next';
import { languages } from '#shared/settings.ts';
import type { Language } from '#shared/settings.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useSettings } from '../../client/settings.ts';
import { Segmented } from '../../ui/controls/segmented.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { BackgroundSettings } from './background.tsx';
import { Setting } from '../kit/setting.tsx';
import { useChange } from '../kit/use-change.ts';

/** Each in its own words, whatever language the window speaks. */
const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' };

export function GeneralSection() {
  const { t } = useTranslation();
  const { systemLanguage } = useEnvironment();
  const language = useSettings((settings) => settings.language);
  const sendKey = useSettings((settings) => settings.sendKey);
  const change = useChange();
  return (
    <>
      <Setting
        label={t('settings.general.language')}
        keywords={t('settings.general.languageKeywords')}
      >
        {(control) => (
          <Select
            {...control}
            value={language ?? 'system'}
            options={[
              {
                value: 'system',
                label: t('settings.general.systemLanguage', {
                  language: languageNames[systemLanguage],
                }),
              },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
            onValueChange={(value) => change({ language: value === 'system' ? null : value })}
          />
        )}
      </Setting>
      <Setting
        label={t('settings.general.sendKey')}
        description={t('settings.general.sendKeyDescription', {
          shift: formatAccelerator('Shift+Enter'),
        })}
      >
        {() => (
          <Segmented
            label={t('settings.general.sendKey')}
            value={sendKey}
            options={[
              { value: 'enter', label: formatAccelerator('Enter') },
              { value: 'mod-enter', label: formatAccelerator('CommandOrControl+Enter') },
            ]}
            onValueChange={(value) => change({ sendKey: value })}
          />
        )}
      </Setting>
      <BackgroundSettings />
    </>
  );
}
