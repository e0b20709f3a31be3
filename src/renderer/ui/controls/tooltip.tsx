import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Shortcut } from '../keys/shortcut.tsx';
import styles from './tooltip.module.css';
import { watchHints } from './watch-hints.ts';
import type { Hint } from './watch-hints.ts';

export interface TooltipLayerProps {
  /** Whether Escape that takes a tooltip away does nothing else. */
  readonly takesEscape: boolean;
}

/**
 * The hints of icon buttons, on hover and on keyboard focus: one element for the whole window, shown above everything.
 * A hint repeats the name of its button, which is why nobody is told of it: never the only place where something is said.
 */
export function TooltipLayer({ takesEscape }: TooltipLayerProps) {
  const element = useRef<HTMLDivElement>(null);
  const [hint, setHint] = useState<Hint | null>(null);
  useEffect(() => watchHints(setHint, takesEscape), [takesEscape]);
  useEffect(() => {
    if (hint === null) return undefined;
    const shown = element.current;
    shown?.showPopover({ source: hint.button });
    return () => shown?.hidePopover();
  }, [hint]);
  return createPortal(
    <div ref={element} className={styles.tooltip} popover="manual" aria-hidden="true">
      {hint?.text}
      {hint !== null && hint.accelerator !== '' && <Shortcut accelerator={hint.accelerator} />}
    </div>,
    document.body,
  );
}
