import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  readonly icon: LucideIcon;
  /** The accessible name, which {@link TooltipLayer} shows as well. */
  readonly label: string;
  /** In Electron's notation; shown in the tooltip. */
  readonly accelerator?: string | undefined;
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 's' | 'm';
}

/** A button that is only an icon. Can be the trigger of a menu or popover. */
export function IconButton({
  icon: Icon,
  label,
  accelerator,
  variant = 'quiet',
  size = 'm',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      data-variant={variant}
      data-size={size}
      data-icon-only=""
      data-hint={accelerator ?? ''}
      aria-label={label}
      {...rest}
    >
      <Icon className={styles.icon} aria-hidden="true" />
    </button>
  );
}
