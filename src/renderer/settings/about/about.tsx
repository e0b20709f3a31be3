import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/bridge.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useUpdates } from '../../client/updates.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Notice } from '../kit/notice.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import settings from '../kit/settings.module.css';
import styles from './about.module.css';
import { UpdateSettings } from './updates.tsx';

export function AboutSection() {
  const { t } = useTranslation();
  const { appVersion, sandboxed } = useEnvironment();
  const { releases, faults } = useUpdates((updates) => updates.pages);
  return (
    <>
      <SettingBlock label="Parley" description={t('settings.about.tagline')}>
        <p className={settings.version} data-selectable="">
          {t('settings.about.version', { version: appVersion })}
        </p>
        {(releases !== null || faults !== null) && (
          <div className={styles.actions}>
            <PageButton url={releases} label={t('settings.about.releases')} />
            <PageButton url={faults} label={t('settings.about.reportFault')} />
          </div>
        )}
        {faults !== null && (
          <p className={styles.quiet}>{t('settings.about.reportFaultDescription')}</p>
        )}
      </SettingBlock>
      {!sandboxed && (
        <SettingBlock label={t('settings.about.sandbox')}>
          <Notice tone="warning">{t('settings.about.notSandboxed')}</Notice>
        </SettingBlock>
      )}
      <UpdateSettings />
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
        <Licences />
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

function PageButton({ url, label }: { readonly url: string | null; readonly label: string }) {
  if (url === null) return null;
  return <Button onClick={() => attempt(call('link.open', { url }))}>{label}</Button>;
}

/** Brought when it is asked for: it is longer than everything else in the window. */
function Licences() {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  if (text !== null) {
    return (
      <section
        className={styles.licences}
        aria-label={t('settings.about.licencesInside')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys
        tabIndex={0}
        data-selectable=""
      >
        {text}
      </section>
    );
  }
  return (
    <Button onClick={() => attempt(call('licences.read', {}).then(setText))}>
      {t('settings.about.licencesInside')}
    </Button>
  );
}
