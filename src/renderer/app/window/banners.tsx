import { FileWarning, HardDrive, LockKeyhole, Trash2 } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DamagedFile } from '#shared/contract.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { useConversation } from '../../client/conversation/conversations.ts';
import { useDamagedFiles, useStorageFailure } from '../../client/storage.ts';
import { useSummary } from '../../client/conversation/summaries.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Banner } from './banner.tsx';
import styles from './banners.module.css';
import { UpdateBanner } from './update-banner.tsx';
import { setTrashed } from '../command/commands.ts';

/** What the person should know about the whole library, above the conversation. */
export function Banners() {
  return (
    <>
      <StorageBanner />
      <DamagedFilesBanner />
      <UpdateBanner />
    </>
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
  if (files.length === 0) return null;
  return (
    <Banner icon={FileWarning} tone="warning">
      <div className={styles.words}>
        <p className={styles.title}>{t('app.damaged', { count: files.length })}</p>
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.name} className={styles.file}>
              <span className={styles.fileName}>
                {t('app.damagedFile', { name: file.title || file.name, state: stateOf(t, file) })}
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
      <Button size="s" onClick={() => attempt(dismissAll(files))}>
        {t('app.dismiss')}
      </Button>
    </Banner>
  );
}

function stateOf(t: TFunction, { kind, salvagedMessages }: DamagedFile): string {
  switch (kind) {
    case 'damaged':
      return salvagedMessages === 0
        ? t('app.salvagedNone')
        : t('app.salvaged', { count: salvagedMessages });
    case 'unreadable':
      return t('app.unreadable');
    case 'not-understood':
      return t('app.notUnderstood');
  }
}

async function dismissAll(files: readonly DamagedFile[]): Promise<void> {
  for (const { name } of files) await call('damaged-file.dismiss', { name });
}

/** Why the conversation on screen cannot be continued as it is. */
export function ConversationBanner({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const readOnly = useConversation(id, (state) =>
    state.status === 'open' ? state.readOnly : false,
  );
  const isTrashed = (useSummary(id)?.trashedAt ?? null) !== null;
  if (readOnly !== false) {
    return (
      <Banner icon={LockKeyhole} tone="neutral">
        <p className={styles.words}>{t(`app.readOnly.${readOnly}`)}</p>
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
