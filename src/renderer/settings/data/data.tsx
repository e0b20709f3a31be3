import { useTranslation } from 'react-i18next';
import type { DamagedFile } from '#shared/contract.ts';
import { call } from '../../client/bridge.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useDamagedFiles, useStorageFailure } from '../../client/storage.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { ExportAll } from './export-all.tsx';
import { ImportConversations } from './import.tsx';
import { Notice } from '../kit/notice.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import cards from '../kit/cards.module.css';
import styles from '../kit/settings.module.css';

export function DataSection() {
  const { t } = useTranslation();
  const { dataFolder } = useEnvironment();
  const failure = useStorageFailure();
  const damagedFiles = useDamagedFiles();
  return (
    <>
      {failure !== null && (
        <Notice tone="danger" title={t('settings.data.notSaving')}>
          {t(`failure.${failure.code}.remedy`, { provider: '', model: '' })}
        </Notice>
      )}
      <SettingBlock
        label={t('settings.data.folder')}
        description={t('settings.data.folderDescription')}
      >
        <div className={styles.pathRow}>
          <code className={styles.path} data-selectable="">
            {dataFolder}
          </code>
          <Button onClick={() => attempt(call('data-folder.show', {}))}>
            {t('settings.data.showFolder')}
          </Button>
        </div>
      </SettingBlock>
      <ImportConversations />
      <ExportAll />
      <SettingBlock
        label={t('settings.data.damaged')}
        description={t(
          damagedFiles.length === 0
            ? 'settings.data.damagedNone'
            : 'settings.data.damagedDescription',
        )}
      >
        {damagedFiles.length > 0 && (
          <ul className={cards.cards}>
            {damagedFiles.map((file) => (
              <DamagedFileCard key={file.name} file={file} />
            ))}
          </ul>
        )}
      </SettingBlock>
    </>
  );
}

function DamagedFileCard({ file }: { readonly file: DamagedFile }) {
  const { t } = useTranslation();
  const { name, title, kind, salvagedMessages } = file;
  const label = title || name;
  const salvaged =
    salvagedMessages === 0
      ? t('settings.data.salvagedNone')
      : t('settings.data.salvaged', { count: salvagedMessages });
  return (
    <li className={cards.damaged}>
      <div className={cards.cardWords}>
        <span className={cards.cardTitle}>{label}</span>
        <span className={cards.cardDetail}>
          {kind === 'damaged' ? salvaged : t(`settings.data.fileState.${kind}`)}
          {label !== name && ` · ${name}`}
        </span>
      </div>
      <Button
        size="s"
        aria-label={`${t('settings.data.show')}: ${label}`}
        onClick={() => attempt(call('damaged-file.show', { name }))}
      >
        {t('settings.data.show')}
      </Button>
      <Button
        size="s"
        variant="quiet"
        aria-label={`${t('settings.data.dismiss')}: ${label}`}
        onClick={() => attempt(call('damaged-file.dismiss', { name }))}
      >
        {t('settings.data.dismiss')}
      </Button>
    </li>
  );
}
