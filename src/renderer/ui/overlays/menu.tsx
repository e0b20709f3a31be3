import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from 'radix-ui';
import type { ReactElement } from 'react';
import styles from './menu.module.css';
import { usePortalContainer } from '../portal.ts';
import { Shortcut } from '../keys/shortcut.tsx';

export type MenuEntry =
  | {
      readonly type: 'action';
      readonly label: string;
      readonly onSelect: () => void;
      readonly icon?: LucideIcon;
      /** In Electron's notation; shown, not bound. */
      readonly accelerator?: string | undefined;
      readonly danger?: boolean;
      readonly disabled?: boolean;
    }
  | {
      readonly type: 'choice';
      readonly label: string;
      readonly checked: boolean;
      readonly onSelect: () => void;
    }
  | { readonly type: 'heading'; readonly label: string }
  | { readonly type: 'separator' };

export interface MenuProps {
  /** A button, usually an IconButton. */
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A menu under a button. */
export function Menu({ trigger, entries, align = 'start', side = 'bottom' }: MenuProps) {
  const portal = usePortalContainer();
  return (
    <RadixDropdown.Root modal={false}>
      <RadixDropdown.Trigger asChild>{trigger}</RadixDropdown.Trigger>
      <RadixDropdown.Portal {...portal}>
        <RadixDropdown.Content
          className={styles.menu}
          align={align}
          side={side}
          sideOffset={5}
          collisionPadding={8}
          loop
        >
          <Entries entries={entries} kit={RadixDropdown} />
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  );
}

export interface ContextMenuProps {
  readonly entries: readonly MenuEntry[];
  /** One element that takes a ref and the handlers of its parent. */
  readonly children: ReactElement;
}

/** The same menu at the pointer, or at the focus by the menu key. */
export function ContextMenu({ entries, children }: ContextMenuProps) {
  const portal = usePortalContainer();
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal {...portal}>
        <RadixContext.Content className={styles.menu} collisionPadding={8} loop>
          <Entries entries={entries} kit={RadixContext} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

/** What the two kinds of menu have in common. */
type Kit = Pick<typeof RadixDropdown, 'Item' | 'CheckboxItem' | 'Label' | 'Separator'>;

function Entries({ entries, kit }: { readonly entries: readonly MenuEntry[]; readonly kit: Kit }) {
  return entries.map((entry, index) => {
    switch (entry.type) {
      case 'action': {
        const Icon = entry.icon;
        return (
          <kit.Item
            key={entry.label}
            className={styles.item}
            data-danger={entry.danger || undefined}
            disabled={entry.disabled ?? false}
            onSelect={entry.onSelect}
          >
            {Icon && <Icon className={styles.icon} aria-hidden="true" />}
            <span className={styles.label}>{entry.label}</span>
            {entry.accelerator !== undefined && <Shortcut accelerator={entry.accelerator} />}
          </kit.Item>
        );
      }
      case 'choice':
        return (
          <kit.CheckboxItem
            key={entry.label}
            className={styles.item}
            checked={entry.checked}
            onSelect={entry.onSelect}
          >
            <Check className={styles.check} data-checked={entry.checked} aria-hidden="true" />
            <span className={styles.label}>{entry.label}</span>
          </kit.CheckboxItem>
        );
      case 'heading':
        return (
          <kit.Label key={entry.label} className={styles.heading}>
            {entry.label}
          </kit.Label>
        );
      case 'separator':
        // oxlint-disable-next-line react/no-array-index-key -- separators are alike; their place is their identity
        return <kit.Separator key={`separator-${index}`} className={styles.separator} />;
    }
  });
}
