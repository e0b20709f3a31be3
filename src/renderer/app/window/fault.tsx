import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/controls/button.tsx';
import styles from './fault.module.css';

/** Instead of the whole window, when it cannot be shown. */
export function WindowFault() {
  const { t } = useTranslation();
  return (
    <div className={styles.fault} role="alert">
      <h1 className={styles.title}>{t('app.crashed')}</h1>
      <p className={styles.remedy}>{t('app.crashedRemedy')}</p>
      <Button variant="primary" onClick={() => globalThis.location.reload()}>
        {t('app.reload')}
      </Button>
    </div>
  );
}
