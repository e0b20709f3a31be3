import type { LucideIcon } from 'lucide-react';

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
  | {
      readonly type: 'submenu';
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly entries: readonly MenuEntry[];
    }
  | { readonly type: 'heading'; readonly label: string }
  | { readonly type: 'separator' };

/** An element, or a point. */
export interface Anchor {
  readonly getBoundingClientRect: () => DOMRect;
}

/** By keys, the first entry has the focus; by a press, none has. */
export type OpenedBy = 'keys' | 'press';

/** Where a menu opens beside its button. */
export interface MenuPlace {
  readonly align: 'start' | 'center' | 'end';
  readonly side: 'top' | 'bottom' | 'left' | 'right';
}
