import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  /** One `primary` a view at most; `danger` only where something is destroyed. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 's' | 'm';
  /** Decoration before the label; it says nothing that the label does not. */
  readonly icon?: LucideIcon;
  /** Work is under way: it shows, and further presses do nothing. The button keeps its focus. */
  readonly busy?: boolean;
}

/** A labelled button. Its type is `button` unless said otherwise, so it never submits a form by accident. */
export function Button({
  variant = 'secondary',
  size = 'm',
  icon: Icon,
  busy = false,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      data-variant={variant}
      data-size={size}
      data-busy={busy || undefined}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? swallow : onClick}
    >
      {Icon && <Icon className={styles.icon} aria-hidden="true" />}
      <span className={styles.label}>{children}</span>
    </button>
  );
}

function swallow(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
