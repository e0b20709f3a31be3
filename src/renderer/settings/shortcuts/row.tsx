import { RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { commandLabels } from '#shared/command/label.ts';
import { commands } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import { useLanguage } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { Notice } from '../kit/notice.tsx';
import { ShortcutRecorder } from './recorder.tsx';
import styles from './shortcuts.module.css';

/** Keys that were recorded for a command and belong to something else. */
export interface ShortcutConflict {
  readonly command: CommandId;
  readonly accelerator: string;
  readonly with: 'typing' | 'system' | 'global' | 'command';
  /** With a command: which. It can be left without keys. */
  readonly other: CommandId | null;
}

export interface ShortcutRowProps {
  readonly command: CommandId;
  readonly accelerator: string;
  readonly conflict: ShortcutConflict | null;
  readonly onRecord: (accelerator: string) => void;
  readonly onSave: (changed: Partial<Record<CommandId, string>>) => void;
  readonly onLeave: () => void;
}

export function ShortcutRow(props: ShortcutRowProps) {
  const { command, accelerator, conflict, onRecord, onSave, onLeave } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const label = commandLabels[language][command];
  const usual = commands[command].accelerator;
  return (
    <li className={styles.item}>
      <div className={styles.itemRow}>
        <span className={styles.itemLabel}>{label}</span>
        {accelerator !== usual && (
          <IconButton
            size="s"
            icon={RotateCcw}
            label={`${t('desktop.resetTo', { keys: formatAccelerator(usual) })}: ${label}`}
            onClick={() => onRecord(usual)}
          />
        )}
        {accelerator !== '' && (
          <IconButton
            size="s"
            icon={X}
            label={`${t('desktop.useNoKeys')}: ${label}`}
            onClick={() => onSave({ [command]: '' })}
          />
        )}
        <ShortcutRecorder label={label} accelerator={accelerator} onRecord={onRecord} />
      </div>
      {conflict !== null && <Conflict conflict={conflict} onSave={onSave} onLeave={onLeave} />}
    </li>
  );
}

type ConflictProps = Pick<ShortcutRowProps, 'onSave' | 'onLeave'> & {
  readonly conflict: ShortcutConflict;
};

function Conflict({ conflict, onSave, onLeave }: ConflictProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { command, accelerator, other } = conflict;
  const keys = formatAccelerator(accelerator);
  const otherLabel = other === null ? '' : commandLabels[language][other];
  return (
    <div className={styles.said} role="alert">
      <Notice tone="warning">
        {t(`desktop.conflict.${conflict.with}`, { keys, command: otherLabel })}
      </Notice>
      <div className={styles.row}>
        {other !== null && (
          <Button size="s" onClick={() => onSave({ [command]: accelerator, [other]: '' })}>
            {t('desktop.takeAway')}
          </Button>
        )}
        <Button size="s" variant="quiet" onClick={onLeave}>
          {t('desktop.leave')}
        </Button>
      </div>
    </div>
  );
}
