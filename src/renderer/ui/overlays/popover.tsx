import { cloneElement, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';
import type { TriggerProps } from './trigger.ts';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The accessible name of what opens. */
  readonly label: string;
  /** A button. */
  readonly trigger: ReactElement<TriggerProps>;
  /** Where it is when there is room for it on either side. */
  readonly side?: 'top' | 'bottom';
  /** Where the focus goes when it closes, instead of back to the button. */
  readonly onReturnFocus?: () => void;
  readonly children: ReactNode;
}

/**
 * Free content beside a button, on the platform's own popover: the focus moves in, and back when it closes. Escape, a press
 * elsewhere and a focus elsewhere close it.
 */
export function Popover({ open, onOpenChange, label, trigger, ...rest }: PopoverProps) {
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  return (
    <>
      {cloneElement(trigger, {
        ref: setButton,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        'data-state': open ? 'open' : 'closed',
        onClick: () => onOpenChange(!open),
      })}
      {open && button !== null && (
        <Content {...rest} button={button} label={label} close={() => onOpenChange(false)} />
      )}
    </>
  );
}

interface ContentProps extends Pick<PopoverProps, 'label' | 'side' | 'onReturnFocus' | 'children'> {
  readonly button: HTMLButtonElement;
  readonly close: () => void;
}

function Content({ button, close, label, side = 'bottom', onReturnFocus, children }: ContentProps) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef({ close, onReturnFocus });
  useLayoutEffect(() => {
    latest.current = { close, onReturnFocus };
  });
  useLayoutEffect(() => {
    const content = element.current;
    if (content === null) return undefined;
    content.showPopover({ source: button });
    if (!content.contains(document.activeElement)) focusInto(content);
    const stop = watchOutside([content, button], () => latest.current.close());
    return () => {
      stop();
      const hadFocus = content.contains(document.activeElement);
      const { onReturnFocus: returnFocus } = latest.current;
      // After the press that closed it has moved the focus where it wants it.
      setTimeout(() => {
        if (returnFocus !== undefined) returnFocus();
        else if (hadFocus && isFocusNowhere()) button.focus();
      });
    };
  }, [button]);
  return (
    <div
      ref={element}
      className={styles.popover}
      popover="manual"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- keys leave a window with an open <dialog> alone
      role="dialog"
      aria-label={label}
      data-side={side}
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

/** Tells of Escape, and of presses and focus outside of all of `inside`. Returns the function that ends it. */
function watchOutside(inside: readonly HTMLElement[], left: () => void): () => void {
  const ended = new AbortController();
  const options = { capture: true, signal: ended.signal };
  const leaveFrom = ({ target }: Event) => {
    if (target instanceof Node && !inside.some((each) => each.contains(target))) left();
  };
  document.addEventListener('pointerdown', leaveFrom, options);
  document.addEventListener('focusin', leaveFrom, options);
  document.addEventListener(
    'keydown',
    (event) => {
      // What an input method takes for itself is not for the popover.
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      left();
    },
    options,
  );
  return () => ended.abort();
}

function focusInto(content: HTMLElement): void {
  const first = content.querySelector<HTMLElement>(
    'input, textarea, button, select, a[href], [tabindex="0"]',
  );
  (first ?? content).focus();
}

function isFocusNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
