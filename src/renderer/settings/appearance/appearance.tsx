import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Segmented } from '../../ui/controls/segmented.tsx';
import { Slider } from '../../ui/controls/slider.tsx';
import { Setting, SettingBlock } from '../kit/setting.tsx';
import styles from '../kit/settings.module.css';
import { useChange } from '../kit/use-change.ts';

export function AppearanceSection() {
  const { t } = useTranslation();
  const theme = useSettings((settings) => settings.theme);
  const textScale = useSettings((settings) => settings.textScale);
  const [draft, setDraft] = useState<number | null>(null);
  const change = useChange();
  const shown = draft ?? textScale;
  const percent = `${Math.round(shown * 100)} %`;
  const commit = (value: number): void => {
    setDraft(null);
    change({ textScale: value });
  };
  return (
    <>
      <Setting
        label={t('settings.appearance.theme')}
        description={t('settings.appearance.themeDescription')}
        keywords={`${t('settings.appearance.themeLight')} ${t('settings.appearance.themeDark')}`}
      >
        {() => (
          <Segmented
            label={t('settings.appearance.theme')}
            value={theme}
            options={[
              { value: 'system', label: t('settings.appearance.themeSystem') },
              { value: 'light', label: t('settings.appearance.themeLight') },
              { value: 'dark', label: t('settings.appearance.themeDark') },
            ]}
            onValueChange={(value) => change({ theme: value })}
          />
        )}
      </Setting>
      <Setting
        label={t('settings.appearance.textSize')}
        description={t('settings.appearance.textSizeDescription')}
      >
        {(control) => (
          <div className={styles.sliderRow}>
            <Slider
              {...control}
              min={0.8}
              max={1.6}
              step={0.05}
              value={textScale}
              aria-valuetext={percent}
              onValueDraft={setDraft}
              onValueCommit={commit}
            />
            <output className={styles.percent}>{percent}</output>
          </div>
        )}
      </Setting>
      <SettingBlock label={t('settings.appearance.preview')}>
        <p className={styles.preview} style={{ fontSize: `${shown * 15}px` }}>
          {t('settings.appearance.previewText')}
        </p>
        {textScale !== 1 && (
          <Button size="s" onClick={() => commit(1)}>
            {t('settings.appearance.textSizeReset')}
          </Button>
        )}
      </SettingBlock>
    </>
  );
}
