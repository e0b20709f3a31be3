import { cloneElement, useId, useState } from 'react';
import type { ComponentProps, ReactElement } from 'react';
import { deferred } from '../deferred.tsx';
import type { Anchor, MenuEntry, MenuPlace, OpenedBy } from './menu-entry.ts';
import type { TriggerProps } from './trigger.ts';

export type { MenuEntry };

/** What a closed menu does without. */
export const menuContent = deferred(async () => (await import('./menu-content.tsx')).MenuContent);

export interface MenuProps {
  /** A button, usually an IconButton. */
  readonly trigger: ReactElement<TriggerProps>;
  readonly entries: readonly MenuEntry[];
  readonly align?: MenuPlace['align'];
  readonly side?: MenuPlace['side'];
}

/** A menu under a button. */
export function Menu({ trigger, entries, align = 'start', side = 'bottom' }: MenuProps) {
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const id = useId();
  const [openedBy, setOpenedBy] = useState<OpenedBy | null>(null);
  const isOpen = openedBy !== null;
  const close = () => setOpenedBy(null);
  const toggle = (by: OpenedBy) => setOpenedBy(isOpen ? null : by);
  return (
    <>
      {cloneElement(trigger, {
        ref: setButton,
        id,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'data-state': isOpen ? 'open' : 'closed',
        onPointerDown: (event) => {
          if (event.button !== 0 || event.ctrlKey) return;
          toggle('press');
          // The focus is the menu's.
          event.preventDefault();
        },
        onKeyDown: (event) => {
          if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
          event.preventDefault();
          if (event.key === 'ArrowDown') setOpenedBy('keys');
          else toggle('keys');
        },
        // Nobody's finger: what a screen reader does for a person.
        onClick: ({ detail }) => {
          if (detail === 0) toggle('keys');
        },
      })}
      {isOpen && button !== null && (
        <menuContent.View
          anchor={button}
          labelledBy={id}
          place={{ side, align, sideOffset: 5 }}
          entries={entries}
          openedBy={openedBy}
          onClose={close}
        />
      )}
    </>
  );
}

export interface ContextMenuProps {
  readonly entries: readonly MenuEntry[];
  /** One element that takes the handlers of its parent. */
  readonly children: ReactElement<ComponentProps<'div'>>;
}

/** The same menu at the pointer, or at the focus by the menu key. */
export function ContextMenu({ entries, children }: ContextMenuProps) {
  const [opened, setOpened] = useState<{ readonly by: OpenedBy; readonly at: Anchor } | null>(null);
  return (
    <>
      {cloneElement(children, {
        onContextMenu: (event) => {
          event.preventDefault();
          const { clientX: x, clientY: y } = event;
          const at = { getBoundingClientRect: () => DOMRect.fromRect({ x, y }) };
          setOpened({ by: event.button === 2 ? 'press' : 'keys', at });
        },
      })}
      {opened !== null && (
        <menuContent.View
          anchor={opened.at}
          place={{ side: 'right', align: 'start', sideOffset: 2 }}
          entries={entries}
          openedBy={opened.by}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
