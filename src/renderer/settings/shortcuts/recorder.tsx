import { useTranslation } from 'react-i18next';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import styles from './shortcuts.module.css';
import { useRecorder } from './use-recorder.ts';

export interface ShortcutRecorderProps {
  /** What the keys are for. */
  readonly label: string;
  /** `''` for none. */
  readonly accelerator: string;
  readonly onRecord: (accelerator: string) => void;
}

/** Shows keys; pressed, takes the next ones. */
export function ShortcutRecorder({ label, accelerator, onRecord }: ShortcutRecorderProps) {
  const { t } = useTranslation();
  const { isRecording, start, stop } = useRecorder(onRecord);
  const keys = accelerator === '' ? t('desktop.noKeys') : formatAccelerator(accelerator);
  return (
    <button
      type="button"
      className={styles.recorder}
      data-recording={isRecording || undefined}
      data-empty={accelerator === '' || undefined}
      aria-label={t(isRecording ? 'desktop.recordingFor' : 'desktop.changeKeys', {
        command: label,
        keys,
      })}
      onClick={isRecording ? stop : start}
      onBlur={stop}
    >
      {isRecording ? t('desktop.pressKeys') : keys}
    </button>
  );
}
