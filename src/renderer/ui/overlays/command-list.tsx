import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import styles from './command-list.module.css';
import { Shortcut } from '../keys/shortcut.tsx';
import { ranked } from './match.ts';

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
  /** Cannot be taken back easily: nothing but its own words finds it. */
  readonly careful?: boolean;
  readonly onSelect: () => void;
}

export interface CommandGroup {
  /** Unique in the list; empty: no heading is shown. */
  readonly heading: string;
  readonly items: readonly CommandItem[];
  /** How many of the items are there before anything is typed; absent: all. */
  readonly atFirst?: number;
}

export interface CommandListProps {
  /** The accessible name, also the placeholder of the field. */
  readonly label: string;
  readonly groups: readonly CommandGroup[];
  /** Said when nothing fits. */
  readonly empty: string;
  /** The row that is offered below these words. */
  readonly instead?: CommandItem | undefined;
  /** What was typed is answered by one list of all groups, the best first, instead of group by group. */
  readonly together?: boolean;
  /** A further row made of what was typed, for example an id that is not in the list. */
  readonly typedItem?: (search: string) => CommandItem | null;
}

/** A field over a list: typing filters, arrows move, Enter chooses. For palettes and for pickers in a Popover. */
export function CommandList(props: CommandListProps) {
  const { label, groups, empty, instead, together = false, typedItem } = props;
  const [search, setSearch] = useState('');
  const shown =
    search.trim() === ''
      ? groups.map(atFirst).filter(hasItems)
      : matching(groups, search, together);
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
      // Its own way of matching finds scattered letters, and those of ids.
      shouldFilter={false}
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
        {typed === null && shown.length === 0 && (
          <>
            <p className={styles.empty} role="presentation">
              {empty}
            </p>
            {instead !== undefined && <Row item={instead} />}
          </>
        )}
        {shown.map((group) => (
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
          <Command.Group value="typed" className={styles.group}>
            <Row item={typed} />
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

const hasItems = ({ items }: CommandGroup): boolean => items.length > 0;

function atFirst(group: CommandGroup): CommandGroup {
  return group.atFirst === undefined
    ? group
    : { ...group, items: group.items.slice(0, group.atFirst) };
}

/** As many as a person looks through; more words find the others. */
const MOST_ROWS = 200;

function matching(
  groups: readonly CommandGroup[],
  search: string,
  together: boolean,
): readonly CommandGroup[] {
  const pools = together ? [{ heading: '', items: groups.flatMap(({ items }) => items) }] : groups;
  return pools
    .map(({ heading, items }) => ({ heading, items: ranked(items, search).slice(0, MOST_ROWS) }))
    .filter(hasItems);
}

function Row({ item }: { readonly item: CommandItem }) {
  const Icon = item.icon;
  return (
    <Command.Item
      ref={item.checked === true ? bringIntoView : null}
      className={styles.item}
      value={item.id}
      data-dimmed={item.dimmed === true || undefined}
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
