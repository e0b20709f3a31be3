import { X } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../controls/button.tsx';
import { createHeldClock } from './held-clock.ts';
import { currentToasts, dismissToast, subscribeToasts } from './toast-queue.ts';
import type { ShownToast } from './toast-queue.ts';
import styles from './toaster.module.css';
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
  const [clock] = useState(() => createHeldClock(SHOWN_MS, dismiss));
  useEffect(() => clock.start(), [clock]);
  const { action } = toast;
  return (
    <div
      className={styles.toast}
      data-tone={toast.tone ?? 'neutral'}
      onPointerEnter={() => clock.hold('pointer')}
      onPointerLeave={() => clock.release('pointer')}
      onFocus={() => clock.hold('focus')}
      onBlur={() => clock.release('focus')}
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
