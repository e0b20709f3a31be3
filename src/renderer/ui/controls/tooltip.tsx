import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { usePortalContainer } from '../portal.ts';
import { Shortcut } from '../keys/shortcut.tsx';
import styles from './tooltip.module.css';

/** Once around the app: neighbours open without the delay of the first. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={250}>
      {children}
    </Radix.Provider>
  );
}

export interface TooltipProps {
  /** Plain text; a hostile address is fine here. */
  readonly text: string;
  /** In Electron's notation. */
  readonly accelerator?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and the handlers of its parent. */
  readonly children: ReactElement;
}

/** A hint on hover and on keyboard focus. Never the only place where something is said. */
export function Tooltip({ text, accelerator, side = 'bottom', children }: TooltipProps) {
  const portal = usePortalContainer();
  return (
    <Radix.Root disableHoverableContent>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal {...portal}>
        <Radix.Content
          className={styles.tooltip}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          aria-label={text}
        >
          <span>{text}</span>
          {accelerator !== undefined && <Shortcut accelerator={accelerator} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
