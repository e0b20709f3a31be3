import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

type Action = 'up' | 'down' | 'remove';

interface Wanted {
  readonly row: number;
  readonly action: Action;
  readonly before: readonly unknown[];
}

export interface FocusAfter {
  readonly list: RefObject<HTMLOListElement | null>;
  /** Once the rows have changed, the focus is on this button of this row. */
  readonly focusAfter: (row: number, action: Action) => void;
}

/** Rows that move in a list lose the focus on their buttons; this gives it back. */
export function useFocusAfter(rows: readonly unknown[]): FocusAfter {
  const list = useRef<HTMLOListElement | null>(null);
  const wanted = useRef<Wanted | null>(null);
  useEffect(() => {
    // Main confirms a change before the rows are others.
    if (wanted.current === null || wanted.current.before === rows) return;
    const { row, action } = wanted.current;
    wanted.current = null;
    const buttons = list.current?.children[row]?.querySelectorAll('button:not(:disabled)') ?? [];
    const [first] = buttons;
    const button = [...buttons].find((each) => each.getAttribute('data-action') === action);
    const target = button ?? first;
    if (target instanceof HTMLElement) target.focus();
  });
  return {
    list,
    focusAfter: (row, action) => {
      wanted.current = { row, action, before: rows };
    },
  };
}
