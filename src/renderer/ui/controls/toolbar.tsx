import type { ComponentProps, KeyboardEvent } from 'react';

export interface ToolbarProps extends Omit<ComponentProps<'div'>, 'role' | 'onKeyDown'> {
  readonly 'aria-label': string;
}

/**
 * Buttons in a row. Tab reaches each of them; the arrow keys, Home and End move among them as well, round its ends. What
 * has a use of its own for an arrow keeps it.
 */
export function Toolbar(props: ToolbarProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons have the focus
    <div {...props} role="toolbar" onKeyDown={moveFocus} />
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')];
  const at = buttons.findIndex((button) => button === event.target);
  const next = at === -1 ? undefined : buttons.at(destination(event.key, at, buttons.length));
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Counted from the end where negative; outside of the row for a key that does not move. */
function destination(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default:
      return count;
  }
}
