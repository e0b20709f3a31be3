import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/bridge.ts';
import { Button } from '../../ui/controls/button.tsx';
import styles from './fault.module.css';

/** Instead of the whole window, when it cannot be shown. */
export function WindowFault() {
  const { t } = useTranslation();
  return (
    <div className={styles.fault} role="alert">
      <h1 className={styles.title}>{t('app.crashed')}</h1>
      <p className={styles.remedy}>{t('app.crashedRemedy')}</p>
      <div className={styles.ways}>
        <Button variant="primary" onClick={() => globalThis.location.reload()}>
          {t('app.reload')}
        </Button>
        <CopyReport />
      </div>
    </div>
  );
}

/** Where nothing else can be shown, what became of it has to stand on the button itself. */
function CopyReport() {
  const { t } = useTranslation();
  const [state, setState] = useState<'copyReport' | 'reportCopied' | 'reportNotCopied'>(
    'copyReport',
  );
  const copy = (): void => {
    call('report.copy', {}).then(
      () => setState('reportCopied'),
      () => setState('reportNotCopied'),
    );
  };
  return <Button onClick={copy}>{t(`app.${state}`)}</Button>;
}
