import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/bridge.ts';
import { useDesktop } from '../../client/desktop.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { DesktopBinding } from './desktop-binding.tsx';
import { Notice } from '../kit/notice.tsx';
import styles from '../shortcuts/shortcuts.module.css';

const tones = {
  registered: 'info',
  requested: 'warning',
  taken: 'danger',
  'needs-desktop': 'warning',
} as const;

/** What became of the shortcut, in plain words, and a way to see for oneself. */
export function QuickShortcutState() {
  const { t } = useTranslation();
  const { accelerator, status, arrived } = useDesktop((desktop) => desktop.shortcut);
  const { isVerifying, verify } = useVerification(arrived);
  if (status === 'off') return null;
  const keys = formatAccelerator(accelerator);
  const canArrive = status === 'registered' || status === 'requested';
  const needsBinding = status === 'needs-desktop' || (status === 'requested' && !arrived);
  return (
    <div className={styles.said}>
      <output className={styles.said}>
        {isVerifying && <Notice tone="info">{t('desktop.pressNow', { keys })}</Notice>}
        {!isVerifying && arrived && (
          <Notice tone="success">{t('desktop.arrived', { keys })}</Notice>
        )}
        {!isVerifying && !arrived && (
          <Notice tone={tones[status]}>{t(`desktop.status.${status}`, { keys })}</Notice>
        )}
      </output>
      {canArrive && (
        <div className={styles.row}>
          <Button size="s" onClick={() => verify(!isVerifying)}>
            {t(isVerifying ? 'desktop.stopVerifying' : 'desktop.verify')}
          </Button>
        </div>
      )}
      {needsBinding && <DesktopBinding />}
    </div>
  );
}

/** Until a press has come, or the pane is left. */
function useVerification(arrived: boolean): {
  readonly isVerifying: boolean;
  readonly verify: (active: boolean) => void;
} {
  const [wants, setWants] = useState(false);
  const [hasBegun, setBegun] = useState(false);
  const isVerifying = wants && !(hasBegun && arrived);

  useEffect(() => {
    if (!wants) return undefined;
    return () => attempt(call('shortcut.verify', { active: false }));
  }, [wants]);

  function verify(active: boolean): void {
    setWants(active);
    setBegun(false);
    // What had arrived before is forgotten first; only then does an arrival mean this press.
    if (active) attempt(call('shortcut.verify', { active }).then(() => setBegun(true)));
  }

  return { isVerifying, verify };
}
