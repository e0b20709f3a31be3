import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';
import { usePortalContainer } from '../portal.ts';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The accessible name of what opens. */
  readonly label: string;
  /** A button. */
  readonly trigger: ReactElement;
  readonly side?: 'top' | 'bottom';
  /** Where the focus goes when it closes, instead of back to the button. */
  readonly onReturnFocus?: () => void;
  readonly children: ReactNode;
}

/** Free content beside a button: the focus moves in, and back when it closes. */
export function Popover({
  open,
  onOpenChange,
  label,
  trigger,
  side = 'bottom',
  onReturnFocus,
  children,
}: PopoverProps) {
  const portal = usePortalContainer();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal {...portal}>
        <Radix.Content
          className={styles.popover}
          aria-label={label}
          align="start"
          side={side}
          sideOffset={6}
          collisionPadding={10}
          onCloseAutoFocus={(event) => {
            if (onReturnFocus === undefined) return;
            event.preventDefault();
            onReturnFocus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
