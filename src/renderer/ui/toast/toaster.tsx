import { X } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../controls/button.tsx';
import { currentToasts, dismissToast, subscribeToasts } from './toast-queue.ts';
import type { ShownToast } from './toast-queue.ts';
import styles from './toaster.module.css';
import { useTimeout } from '../use-timeout.ts';
import { useTopLayer } from '../overlays/use-top-layer.ts';

/** Long enough to read and to reach for Undo; the clock stands while the pointer or the focus is on it. */
const SHOWN_MS = 7000;

/** Once in the app: where toasts appear, above everything, an open dialog included. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts);
  const region = useRef<HTMLOutputElement>(null);
  useTopLayer(region, toasts);
  return (
    <output ref={region} className={styles.region} popover="manual" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </output>
  );
}

function ToastCard({ toast }: { readonly toast: ShownToast }) {
  const { t } = useTranslation();
  const dismiss = () => dismissToast(toast.id);
  const clock = useTimeout(SHOWN_MS, dismiss);
  const { action } = toast;
  return (
    <div
      className={styles.toast}
      data-tone={toast.tone ?? 'neutral'}
      onPointerEnter={clock.stop}
      onPointerLeave={clock.start}
      onFocus={clock.stop}
      onBlur={clock.start}
    >
      <p className={styles.text}>{toast.text}</p>
      {action !== undefined && (
        <Button
          size="s"
          onClick={() => {
            dismiss();
            action.onSelect();
          }}
        >
          {action.label}
        </Button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label={t('ui.dismiss')}
        title={t('ui.dismiss')}
        onClick={dismiss}
      >
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
