import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import styles from './command-list.module.css';
import { Shortcut } from '../keys/shortcut.tsx';

export interface CommandItem {
  /** Unique in the whole list. */
  readonly id: string;
  readonly label: string;
  /** Secondary words, at the end of the line. */
  readonly detail?: string;
  /** Found by these as well. */
  readonly keywords?: readonly string[];
  readonly icon?: LucideIcon;
  /** In Electron's notation; shown, not bound. */
  readonly accelerator?: string | undefined;
  readonly checked?: boolean;
  /** Can be chosen, but is of no use at the moment. */
  readonly dimmed?: boolean;
  readonly onSelect: () => void;
}

export interface CommandGroup {
  /** Unique in the list; empty: no heading is shown. */
  readonly heading: string;
  readonly items: readonly CommandItem[];
}

export interface CommandListProps {
  /** The accessible name, also the placeholder of the field. */
  readonly label: string;
  readonly groups: readonly CommandGroup[];
  /** Said when nothing fits. */
  readonly empty: string;
  /** A further row made of what was typed, for example an id that is not in the list. */
  readonly typedItem?: (search: string) => CommandItem | null;
}

/** A field over a list: typing filters, arrows move, Enter chooses. For palettes and for pickers in a Popover. */
export function CommandList({ label, groups, empty, typedItem }: CommandListProps) {
  const [search, setSearch] = useState('');
  const [choice, setChoice] = useState({ movedByPerson: false, value: '' });
  // Until the person moves it, the choice is what is in use, also when that is told after the list was opened.
  const inUse = groups.flatMap(({ items }) => items).find(isChecked)?.id;
  const value = choice.movedByPerson ? choice.value : (inUse ?? choice.value);
  const moved = (): void =>
    setChoice((before) => (before.movedByPerson ? before : { movedByPerson: true, value }));
  const typed = search.trim() === '' ? null : (typedItem?.(search.trim()) ?? null);
  return (
    <Command
      className={styles.command}
      label={label}
      loop
      value={value}
      onValueChange={(next) => setChoice(({ movedByPerson }) => ({ movedByPerson, value: next }))}
      onKeyDown={moved}
      onPointerMoveCapture={moved}
    >
      <Command.Input
        className={styles.input}
        placeholder={label}
        value={search}
        onValueChange={setSearch}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a palette or picker opens for nothing else than typing
        autoFocus
        data-autofocus=""
      />
      <Command.List className={styles.list} label={label}>
        {typed === null && <Command.Empty className={styles.empty}>{empty}</Command.Empty>}
        {groups.map((group) => (
          <Command.Group
            key={group.heading}
            value={group.heading}
            className={styles.group}
            {...(group.heading === '' ? {} : { heading: group.heading })}
          >
            {group.items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </Command.Group>
        ))}
        {typed !== null && (
          <Command.Group forceMount value="typed" className={styles.group}>
            <Row item={typed} forceMount />
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

const isChecked = ({ checked }: CommandItem): boolean => checked === true;

function bringIntoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

interface RowProps {
  readonly item: CommandItem;
  readonly forceMount?: boolean;
}

function Row({ item, forceMount = false }: RowProps) {
  const Icon = item.icon;
  return (
    <Command.Item
      ref={item.checked === true ? bringIntoView : null}
      className={styles.item}
      value={item.id}
      data-dimmed={item.dimmed === true || undefined}
      keywords={[item.label, ...(item.keywords ?? [])]}
      forceMount={forceMount}
      onSelect={item.onSelect}
    >
      {Icon && <Icon className={styles.icon} aria-hidden="true" />}
      <span className={styles.label}>{item.label}</span>
      {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
      {item.accelerator !== undefined && <Shortcut accelerator={item.accelerator} />}
      {item.checked === true && <Check className={styles.check} aria-hidden="true" />}
    </Command.Item>
  );
}
