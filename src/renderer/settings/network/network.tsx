import { useTranslation } from 'react-i18next';
import { timeoutRanges } from '#shared/network/network.ts';
import { FailureError } from '#shared/failure.ts';
import { call } from '../../client/bridge.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { DraftField } from '../kit/draft-field.tsx';
import { NetworkProxy } from './proxy.tsx';
import networkStyles from './network.module.css';
import { SettingBlock } from '../kit/setting.tsx';
import styles from '../kit/settings.module.css';
import { TrustedCertificates } from './trusted-certificates.tsx';
import { useChange } from '../kit/use-change.ts';

/** How everything reaches the network. */
export function NetworkSection() {
  return (
    <>
      <NetworkProxy />
      <CaFile />
      <TrustedCertificates />
      <Timeouts />
    </>
  );
}

function CaFile() {
  const { t } = useTranslation();
  const file = useSettings(({ network }) => network.extraCaFile);
  const change = useChange();
  async function choose(): Promise<void> {
    try {
      const chosen = await call('ca-file.choose', {});
      if (chosen !== null) change({ network: { extraCaFile: chosen } });
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      showToast({ tone: 'danger', text: t('network.caFileInvalid') });
    }
  }
  return (
    <SettingBlock label={t('network.caFile')} description={t('network.caFileDescription')}>
      <div className={styles.pathRow}>
        <code className={styles.path} data-selectable="">
          {file ?? t('network.caFileNone')}
        </code>
        {file !== null && (
          <Button
            aria-label={`${t('network.caFileRemove')}: ${t('network.caFile')}`}
            onClick={() => change({ network: { extraCaFile: null } })}
          >
            {t('network.caFileRemove')}
          </Button>
        )}
        <Button onClick={() => void choose()}>{t('network.caFileChoose')}</Button>
      </div>
    </SettingBlock>
  );
}

type Timeout = keyof typeof timeoutRanges;

function Timeouts() {
  const { t } = useTranslation();
  const timeouts = useSettings(({ network }) => network.timeouts);
  const change = useChange();
  const labels: Readonly<Record<Timeout, string>> = {
    connectSeconds: t('network.connect'),
    firstByteSeconds: t('network.firstByte'),
    idleSeconds: t('network.idle'),
  };
  return (
    <SettingBlock label={t('network.timeouts')} description={t('network.timeoutsDescription')}>
      <div className={networkStyles.waits}>
        {(Object.keys(timeoutRanges) as Timeout[]).map((name) => {
          const { min, max, usual } = timeoutRanges[name];
          return (
            <DraftField
              key={name}
              type="number"
              label={labels[name]}
              min={min}
              max={max}
              value={String(timeouts[name])}
              onCommit={(text) => {
                const entered = Math.round(Number(text));
                // Emptied: as it is for everybody.
                const wanted = text === '' || Number.isNaN(entered) ? usual : entered;
                const seconds = Math.min(max, Math.max(min, wanted));
                change({ network: { timeouts: { [name]: seconds } } });
              }}
            />
          );
        })}
      </div>
    </SettingBlock>
  );
}
