import { useTranslation } from 'react-i18next';
import type { NewVersion, UpdateState } from '#shared/update/update.ts';
import { call } from '../../client/bridge.ts';
import { useSettings } from '../../client/settings.ts';
import { useUpdates } from '../../client/updates.ts';
import { sizeText } from '../../text/size.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Switch } from '../../ui/controls/switch.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Notice } from '../kit/notice.tsx';
import { Setting, SettingBlock } from '../kit/setting.tsx';
import { useChange } from '../kit/use-change.ts';
import styles from './about.module.css';

/** Whether there is a newer version, what is new in it, and the way to it. */
export function UpdateSettings() {
  const { t } = useTranslation();
  const state = useUpdates((updates) => updates.state);
  const host = useUpdates((updates) => updates.host);
  const checks = useSettings((settings) => settings.updateChecks);
  const early = useSettings((settings) => settings.earlyVersions);
  const change = useChange();
  return (
    <>
      <SettingBlock label={t('update.title')} keywords={t('update.checksKeywords')}>
        <div className={styles.update} aria-live="polite">
          <Progress state={state} />
        </div>
      </SettingBlock>
      {host !== null && (
        <>
          <Setting
            label={t('update.checks')}
            description={t('update.checksDescription', { host })}
            keywords={t('update.checksKeywords')}
          >
            {(control) => (
              <Switch
                {...control}
                checked={checks === true}
                onCheckedChange={(updateChecks) => change({ updateChecks })}
              />
            )}
          </Setting>
          <Setting
            label={t('update.earlyVersions')}
            description={t('update.earlyVersionsDescription')}
            keywords={t('update.checksKeywords')}
          >
            {(control) => (
              <Switch
                {...control}
                checked={early}
                onCheckedChange={(earlyVersions) => change({ earlyVersions })}
              />
            )}
          </Setting>
        </>
      )}
    </>
  );
}

function Progress({ state }: { readonly state: UpdateState }) {
  const { t } = useTranslation();
  switch (state.phase) {
    case 'off':
      return <p className={styles.quiet}>{t('update.off')}</p>;
    case 'idle':
    case 'checking':
      return <Newest state={state} />;
    case 'available':
      return <Available version={state.version} fault={state.fault} />;
    case 'downloading':
      return <Downloading version={state.version} received={state.received} />;
    case 'ready':
      return (
        <>
          <p className={styles.headline}>{t('update.ready', { version: state.version.version })}</p>
          <p className={styles.quiet}>{t('update.readyHint')}</p>
          <div className={styles.actions}>
            <Button variant="primary" onClick={() => attempt(call('update.restart', {}))}>
              {t('update.restart')}
            </Button>
          </div>
        </>
      );
    case 'installing':
      return (
        <p className={styles.headline}>
          {t('update.installing', { version: state.version.version })}
        </p>
      );
  }
}

type LookingState = Extract<UpdateState, { phase: 'idle' | 'checking' }>;

function Newest({ state }: { readonly state: LookingState }) {
  const { t, i18n } = useTranslation();
  const checkedAt = useUpdates((updates) => updates.checkedAt);
  const fault = state.phase === 'idle' ? state.fault : null;
  const when = checkedAt === null ? null : whenText(checkedAt, i18n.language);
  return (
    <>
      {fault !== null && (
        <Notice tone="warning" title={t(`update.fault.${fault}`)}>
          {t('update.stillHere')}
        </Notice>
      )}
      <p className={styles.quiet}>
        {when === null
          ? t('update.never')
          : `${fault === null ? `${t('update.newest')} ` : ''}${t('update.checkedAt', { when })}`}
      </p>
      <div className={styles.actions}>
        <Button busy={state.phase === 'checking'} onClick={() => attempt(call('update.check', {}))}>
          {t(state.phase === 'checking' ? 'update.checking' : 'update.check')}
        </Button>
      </div>
    </>
  );
}

/** The day, and the time of the day as well. */
function whenText(time: number, language: string): string {
  const format = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language, format).format(time);
}

interface AvailableProps {
  readonly version: NewVersion;
  readonly fault: Extract<UpdateState, { phase: 'available' }>['fault'];
}

function Available({ version, fault }: AvailableProps) {
  const { t, i18n } = useTranslation();
  const skipped = useSettings((settings) => settings.skippedVersion) === version.version;
  const change = useChange();
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' });
  const published = t('update.published', { date: date.format(new Date(version.publishedAt)) });
  const notes = (i18n.language === 'ru' ? version.notes.ru : undefined) ?? version.notes.en;
  return (
    <>
      <p className={styles.headline}>{t('update.available', { version: version.version })}</p>
      <p className={styles.quiet}>
        {published}
        {version.early && `, ${t('update.early')}`}
      </p>
      {notes !== '' && (
        <section
          className={styles.notes}
          aria-label={t('update.whatIsNew')}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys
          tabIndex={0}
          data-selectable=""
        >
          {notes}
        </section>
      )}
      {fault !== null && (
        <Notice tone="warning" title={t(`update.fault.${fault}`)}>
          {t('update.stillHere')}
        </Notice>
      )}
      {version.way === 'system' && <p className={styles.quiet}>{t('update.bySystem')}</p>}
      <div className={styles.actions}>
        {version.way === 'install' && version.size !== null && (
          <Button variant="primary" onClick={() => attempt(call('update.download', {}))}>
            {t('update.download', { size: sizeText(version.size, i18n.language) })}
          </Button>
        )}
        <Button onClick={() => attempt(call('link.open', { url: version.page }))}>
          {t('update.openPage')}
        </Button>
        {skipped ? (
          <span className={styles.quiet}>{t('update.skipped', { version: version.version })}</span>
        ) : (
          <Button variant="quiet" onClick={() => change({ skippedVersion: version.version })}>
            {t('update.skip')}
          </Button>
        )}
      </div>
    </>
  );
}

interface DownloadingProps {
  readonly version: NewVersion;
  readonly received: number;
}

function Downloading({ version, received }: DownloadingProps) {
  const { t, i18n } = useTranslation();
  const size = version.size ?? 0;
  const title = t('update.downloading', { version: version.version });
  return (
    <>
      <p className={styles.headline}>{title}</p>
      <progress className={styles.progress} aria-label={title} value={received} max={size} />
      <div className={styles.actions}>
        <Button onClick={() => attempt(call('update.cancel', {}))}>{t('update.stop')}</Button>
        <span className={styles.quiet}>
          {t('update.progress', {
            received: sizeText(received, i18n.language),
            size: sizeText(size, i18n.language),
          })}
        </span>
      </div>
    </>
  );
}
