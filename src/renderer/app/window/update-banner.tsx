import { ArrowDownToLine, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewVersion } from '#shared/update/update.ts';
import { call } from '../../client/bridge.ts';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { useUpdates } from '../../client/updates.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { openDialog } from '../view.ts';
import { Banner } from './banner.tsx';
import styles from './banners.module.css';

/**
 * The one question about updates, and then a newer version when there is one. What can be done with it is in the
 * settings, where there is room for what is new; here is only that it is there, and the last step.
 */
export function UpdateBanner() {
  const state = useUpdates((updates) => updates.state);
  const isAsked = useSettings((settings) => settings.updateChecks !== null);
  const skipped = useSettings((settings) => settings.skippedVersion);
  const [dismissed, setDismissed] = useState('');
  switch (state.phase) {
    case 'off':
    case 'downloading':
    case 'installing':
      return null;
    case 'idle':
    case 'checking':
      return isAsked ? null : <Question />;
    case 'available':
    case 'ready': {
      const { version } = state.version;
      // A package that is ready was asked for: what was said of the version before does not count.
      const mark = `${state.phase} ${version}`;
      if (dismissed === mark || (state.phase === 'available' && skipped === version)) return null;
      const dismiss = (): void => setDismissed(mark);
      return state.phase === 'ready' ? (
        <Ready version={state.version} onLater={dismiss} />
      ) : (
        <Available version={state.version} onLater={dismiss} />
      );
    }
  }
}

function answer(updateChecks: boolean): void {
  attempt(changeSettings({ updateChecks }));
}

function Question() {
  const { t } = useTranslation();
  const host = useUpdates((updates) => updates.host) ?? '';
  return (
    <Banner icon={RefreshCw} tone="neutral">
      <Words title={t('update.ask')}>{t('update.askHint', { host })}</Words>
      <div className={styles.actions}>
        <Button size="s" variant="quiet" onClick={() => answer(false)}>
          {t('update.askNo')}
        </Button>
        <Button size="s" onClick={() => answer(true)}>
          {t('update.askYes')}
        </Button>
      </div>
    </Banner>
  );
}

interface VersionProps {
  readonly version: NewVersion;
  readonly onLater: () => void;
}

function Available({ version, onLater }: VersionProps) {
  const { t } = useTranslation();
  const name = version.version;
  return (
    <Banner icon={ArrowDownToLine} tone="neutral">
      <Words title={t('update.available', { version: name })}>
        {version.early ? t('update.early') : null}
      </Words>
      <div className={styles.actions}>
        <Button size="s" variant="quiet" onClick={onLater}>
          {t('update.later')}
        </Button>
        <Button size="s" onClick={() => openDialog({ type: 'settings', section: 'about' })}>
          {t('update.whatIsNew')}
        </Button>
      </div>
    </Banner>
  );
}

function Ready({ version, onLater }: VersionProps) {
  const { t } = useTranslation();
  return (
    <Banner icon={ArrowDownToLine} tone="neutral">
      <Words title={t('update.ready', { version: version.version })}>{t('update.readyHint')}</Words>
      <div className={styles.actions}>
        <Button size="s" variant="quiet" onClick={onLater}>
          {t('update.later')}
        </Button>
        <Button size="s" onClick={() => attempt(call('update.restart', {}))}>
          {t('update.restart')}
        </Button>
      </div>
    </Banner>
  );
}

function Words({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.words}>
      <p className={styles.title}>{title}</p>
      {children !== null && <p>{children}</p>}
    </div>
  );
}
