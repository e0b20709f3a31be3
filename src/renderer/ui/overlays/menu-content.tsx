import * as Radix from '@radix-ui/react-menu';
import { Check, ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Shortcut } from '../keys/shortcut.tsx';
import { usePortalContainer } from '../portal.ts';
import type { Anchor, MenuEntry, MenuPlace, OpenedBy } from './menu-entry.ts';
import styles from './menu.module.css';

export interface MenuContentProps {
  readonly anchor: Anchor;
  /** The id of its button. */
  readonly labelledBy?: string;
  readonly place: MenuPlace & { readonly sideOffset: number };
  readonly entries: readonly MenuEntry[];
  readonly openedBy: OpenedBy;
  readonly onClose: () => void;
}

/** An open menu; mounted for as long as it is open. The focus goes back when it closes, unless a press moved it elsewhere. */
export function MenuContent(props: MenuContentProps) {
  const { anchor, labelledBy, place, entries, openedBy, onClose } = props;
  const portal = usePortalContainer();
  const virtualRef = useMemo(() => ({ current: anchor }), [anchor]);
  const hasFocused = useRef(false);
  const wasLeft = useRef(false);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()} modal={false}>
      <Radix.Anchor virtualRef={virtualRef} />
      <Radix.Portal {...portal}>
        <Radix.Content
          className={styles.menu}
          aria-labelledby={labelledBy}
          {...place}
          collisionPadding={8}
          loop
          onFocus={(event) => {
            if (event.target !== event.currentTarget || hasFocused.current) return;
            hasFocused.current = true;
            if (openedBy === 'press') return;
            event.preventDefault();
            focusFirst(event.currentTarget);
          }}
          onInteractOutside={() => {
            wasLeft.current = true;
          }}
          onCloseAutoFocus={(event) => {
            if (wasLeft.current) event.preventDefault();
          }}
        >
          {entries.map((entry, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a menu is not reordered while it is open
            <Entry key={index} entry={entry} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.type) {
    case 'action': {
      const Icon = entry.icon;
      return (
        <Radix.Item
          className={styles.item}
          data-danger={entry.danger || undefined}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {Icon && <Icon className={styles.icon} aria-hidden="true" />}
          <span className={styles.label}>{entry.label}</span>
          {entry.accelerator !== undefined && <Shortcut accelerator={entry.accelerator} />}
        </Radix.Item>
      );
    }
    case 'choice':
      return (
        <Radix.CheckboxItem
          className={styles.item}
          checked={entry.checked}
          onSelect={entry.onSelect}
        >
          <Check className={styles.check} data-checked={entry.checked} aria-hidden="true" />
          <span className={styles.label}>{entry.label}</span>
        </Radix.CheckboxItem>
      );
    case 'submenu':
      return <Submenu entry={entry} />;
    case 'heading':
      return <Radix.Label className={styles.heading}>{entry.label}</Radix.Label>;
    case 'separator':
      return <Radix.Separator className={styles.separator} />;
  }
}

function Submenu({ entry }: { readonly entry: Extract<MenuEntry, { type: 'submenu' }> }) {
  const portal = usePortalContainer();
  const [isOpen, setOpen] = useState(false);
  const Icon = entry.icon;
  return (
    <Radix.Sub open={isOpen} onOpenChange={setOpen}>
      <Radix.SubTrigger className={styles.item}>
        {Icon && <Icon className={styles.icon} aria-hidden="true" />}
        <span className={styles.label}>{entry.label}</span>
        <ChevronRight className={styles.more} aria-hidden="true" />
      </Radix.SubTrigger>
      <Radix.Portal {...portal}>
        <Radix.SubContent className={styles.menu} sideOffset={2} collisionPadding={8} loop>
          {entry.entries.map((inner, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a menu is not reordered while it is open
            <Entry key={index} entry={inner} />
          ))}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

function focusFirst(menu: HTMLElement): void {
  menu.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus();
}
