import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/bridge.ts';
import { useEnvironment } from '../../client/environment.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { SettingBlock } from '../kit/setting.tsx';
import styles from '../kit/settings.module.css';

export function AboutSection() {
  const { t } = useTranslation();
  const { appVersion } = useEnvironment();
  return (
    <>
      <SettingBlock label="Parley" description={t('settings.about.tagline')}>
        <p className={styles.version} data-selectable="">
          {t('settings.about.version', { version: appVersion })}
        </p>
      </SettingBlock>
      <SettingBlock
        label={t('settings.about.privacy')}
        description={t('settings.about.privacyText')}
      >
        {null}
      </SettingBlock>
      <SettingBlock label={t('settings.about.report')} description={t('settings.about.reportText')}>
        <ReportButton />
      </SettingBlock>
      <SettingBlock
        label={t('settings.about.licence')}
        description={t('settings.about.licenceText')}
      >
        {null}
      </SettingBlock>
    </>
  );
}

/** What the button did stands on it, where the eye is. */
function ReportButton() {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  async function copy(): Promise<void> {
    await call('report.copy', {});
    setIsCopied(true);
  }
  return (
    <Button onClick={() => attempt(copy())}>
      <span aria-live="polite">
        {t(isCopied ? 'settings.about.reportCopied' : 'settings.about.copyReport')}
      </span>
    </Button>
  );
}
