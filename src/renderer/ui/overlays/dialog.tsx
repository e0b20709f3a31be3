import { X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../controls/button.tsx';
import styles from './dialog.module.css';
import { IconButton } from '../controls/icon-button.tsx';
import { PortalContext } from '../portal.ts';
import { useModal } from './use-modal.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly size?: 's' | 'm' | 'l';
  /** Set: the content is laid out by the caller to the dialog's edges, without its title bar (`title` still names it). */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/**
 * A modal dialog on the platform's own `<dialog>`: the rest is inert, Escape and a press outside close it, focus
 * returns to where it was. Focus starts at the descendant with `data-autofocus`, else at the dialog. Its content is mounted
 * only while it is open.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  size = 'm',
  bare = false,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const [element, setElement] = useState<HTMLDialogElement | null>(null);
  useModal(element, open, onOpenChange);
  return (
    <dialog
      ref={setElement}
      className={styles.dialog}
      data-size={size}
      tabIndex={-1}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': titleId })}
    >
      {open && (
        <PortalContext value={element}>
          {bare ? (
            children
          ) : (
            <div className={styles.frame}>
              <header className={styles.header}>
                <h2 id={titleId} className={styles.title}>
                  {title}
                </h2>
                <IconButton icon={X} label={t('ui.close')} onClick={() => onOpenChange(false)} />
              </header>
              <div className={styles.body}>{children}</div>
            </div>
          )}
        </PortalContext>
      )}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** A question that names the thing. */
  readonly title: string;
  /** What will be gone, and what stays. */
  readonly description: string;
  /** The verb of the title, never "OK". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
}

/** Asks before something is destroyed that cannot be brought back. Focus starts on the way out. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  onConfirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} size="s" bare>
      <div className={styles.frame}>
        <div className={styles.question}>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.description}>{description}</p>
        </div>
        <footer className={styles.footer}>
          <Button data-autofocus="" onClick={() => onOpenChange(false)}>
            {t('ui.cancel')}
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              onOpenChange(false);
              onConfirm();
            }}
          >
            {confirmLabel}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
