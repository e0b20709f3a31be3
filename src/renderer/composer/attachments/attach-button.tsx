import { Paperclip } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/controls/icon-button.tsx';

export interface AttachButtonProps {
  readonly size?: 's' | 'm';
  readonly onFiles: (files: readonly File[]) => void;
  /** The system's dialog is about to open, which waits for this, or has closed. */
  readonly onDialog?: (open: boolean) => Promise<void>;
}

/** Files by the system's own dialog. */
export function AttachButton({ size = 'm', onFiles, onDialog }: AttachButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const cancelled = useEffectEvent(() => void onDialog?.(false));
  useEffect(() => {
    const element = input.current;
    // React has no handler for it.
    element?.addEventListener('cancel', cancelled);
    return () => element?.removeEventListener('cancel', cancelled);
  }, []);

  async function open(): Promise<void> {
    await onDialog?.(true);
    input.current?.click();
  }

  return (
    <>
      <IconButton
        size={size}
        icon={Paperclip}
        label={t('composer.attach')}
        onClick={() => void open()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t('composer.attach')}
        onChange={({ target }) => {
          void onDialog?.(false);
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          target.value = '';
        }}
      />
    </>
  );
}
