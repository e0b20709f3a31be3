import { FileWarning, HardDrive, LockKeyhole, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { useConversation } from '../../client/conversation/conversations.ts';
import { useDamagedFiles, useStorageFailure } from '../../client/storage.ts';
import { useSummary } from '../../client/conversation/summaries.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import styles from './banners.module.css';
import { setTrashed } from '../command/commands.ts';

/** What the person should know about the whole library, above the conversation. */
export function Banners() {
  return (
    <>
      <StorageBanner />
      <DamagedFilesBanner />
    </>
  );
}

interface BannerProps {
  readonly icon: LucideIcon;
  readonly tone: 'danger' | 'warning' | 'neutral';
  readonly children: ReactNode;
}

function Banner({ icon: Icon, tone, children }: BannerProps) {
  return (
    <section
      className={styles.banner}
      data-tone={tone}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      {children}
    </section>
  );
}

function StorageBanner() {
  const { t } = useTranslation();
  const failure = useStorageFailure();
  if (failure === null) return null;
  return (
    <Banner icon={HardDrive} tone="danger">
      <div className={styles.words}>
        <p className={styles.title}>{t('app.storageFailed')}</p>
        <p>{t('app.storageFailedRemedy')}</p>
        <p className={styles.reason} data-selectable="">
          {failure.detail === 'ENOSPC' ? t('app.diskFull') : (failure.detail ?? failure.message)}
        </p>
      </div>
    </Banner>
  );
}

function DamagedFilesBanner() {
  const { t } = useTranslation();
  const files = useDamagedFiles();
  const [dismissed, setDismissed] = useState<typeof files>([]);
  if (files.length === 0 || files === dismissed) return null;
  return (
    <Banner icon={FileWarning} tone="warning">
      <div className={styles.words}>
        <p className={styles.title}>{t('app.damaged', { count: files.length })}</p>
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.name} className={styles.file}>
              <span className={styles.fileName}>
                {t('app.damagedFile', {
                  name: file.title ?? file.name,
                  salvaged:
                    file.salvagedMessages === 0
                      ? t('app.salvagedNone')
                      : t('app.salvaged', { count: file.salvagedMessages }),
                })}
              </span>
              <Button
                size="s"
                variant="quiet"
                onClick={() => attempt(call('damaged-file.show', { name: file.name }))}
              >
                {t('app.showFile')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <Button size="s" onClick={() => setDismissed(files)}>
        {t('app.dismiss')}
      </Button>
    </Banner>
  );
}

/** Why the conversation on screen cannot be continued as it is. */
export function ConversationBanner({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const isReadOnly = useConversation(id, (state) => state.status === 'open' && state.readOnly);
  const isTrashed = (useSummary(id)?.trashedAt ?? null) !== null;
  if (isReadOnly) {
    return (
      <Banner icon={LockKeyhole} tone="neutral">
        <p className={styles.words}>{t('app.readOnly')}</p>
      </Banner>
    );
  }
  if (!isTrashed) return null;
  return (
    <Banner icon={Trash2} tone="neutral">
      <p className={styles.words}>{t('app.inTrash')}</p>
      <Button size="s" onClick={() => attempt(setTrashed(id, false))}>
        {t('app.restore')}
      </Button>
    </Banner>
  );
}
