import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '#shared/export/format.ts';
import type { ProcedureOutput } from '#shared/contract.ts';
import type { ExportFormat } from '#shared/export/format.ts';
import { call } from '../../client/bridge.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { SettingBlock } from '../kit/setting.tsx';
import styles from './export-all.module.css';

/** The whole library in files of one's own. */
export function ExportAll() {
  const { t } = useTranslation();
  const [running, setRunning] = useState<ExportFormat | null>(null);
  const [exported, setExported] = useState<ProcedureOutput<'conversation.export'>>(null);

  async function run(format: ExportFormat): Promise<void> {
    setRunning(format);
    try {
      setExported(await call('conversation.export', { conversationIds: null, format }));
    } finally {
      setRunning(null);
    }
  }

  return (
    <SettingBlock
      label={t('settings.data.export')}
      description={t('settings.data.exportDescription')}
    >
      <div className={styles.row}>
        {exportFormats.map((format) => (
          <Button
            key={format}
            disabled={running !== null}
            aria-busy={running === format}
            onClick={() => attempt(run(format))}
          >
            {t(`settings.data.exportAs.${format}`)}
          </Button>
        ))}
      </div>
      <output className={styles.done}>
        {exported !== null && (
          <>
            {t('settings.data.exported', { count: exported.count })}
            <Button size="s" variant="quiet" onClick={() => attempt(call('export.show', {}))}>
              {t('settings.data.show')}
            </Button>
          </>
        )}
      </output>
    </SettingBlock>
  );
}
