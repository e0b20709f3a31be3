import { useTranslation } from 'react-i18next';
import { useEnvironment } from '../../client/environment.ts';
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
      <SettingBlock
        label={t('settings.about.licence')}
        description={t('settings.about.licenceText')}
      >
        {null}
      </SettingBlock>
    </>
  );
}
