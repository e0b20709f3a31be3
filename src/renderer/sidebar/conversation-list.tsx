import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { Virtualizer } from 'virtua';
import type { VirtualizerHandle } from 'virtua';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { useLanguage } from '../client/settings.ts';
import { focusWhenThere } from '../ui/keys/focus.ts';
import { ConversationRow } from './conversation-row.tsx';
import { groupByDate } from './groups.ts';
import type { Group, Period } from './groups.ts';
import { rowOf } from './row-of.ts';
import styles from './sidebar.module.css';
import { useToday } from './use-today.ts';

export interface ConversationListProps {
  readonly summaries: readonly ConversationSummary[];
  readonly shownId: ConversationId | null;
  readonly onShow: (id: ConversationId) => void;
  readonly onTrash: (summary: ConversationSummary) => void;
}

type Row =
  | { readonly type: 'heading'; readonly period: Period }
  | { readonly type: 'conversation'; readonly summary: ConversationSummary };

/** A row without its text size; the list measures what it shows. */
const ROW_HEIGHT = 34;

/** The library by date. One row is in the order of Tab; the arrows go on from there. */
export function ConversationList({ summaries, shownId, onShow, onTrash }: ConversationListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useRef<VirtualizerHandle>(null);
  const [cursor, setCursor] = useState<ConversationId | null>(null);
  const [renamingId, setRenamingId] = useState<ConversationId | null>(null);
  const rows = groupByDate(summaries, useToday()).flatMap(rowsOf);
  const tabStop =
    summaries.find(({ id }) => id === cursor)?.id ??
    summaries.find(({ id }) => id === shownId)?.id ??
    firstOf(rows);

  function move(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.dataset['conversationRow'] === undefined) return;
    const at = rows.findIndex((row) => idOf(row) === tabStop);
    const next = destination(rows, at, event.key);
    const id = next === undefined ? undefined : idOf(rows[next]);
    if (next === undefined || id === undefined) return;
    event.preventDefault();
    list.current?.scrollToIndex(next, { align: 'nearest' });
    setCursor(id);
    // A row that was out of sight is there when the list has scrolled.
    focusWhenThere(() => rowOf(id));
  }

  return (
    // The keys of all rows: a row that renders only for its own sake knows nothing of their order.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the rows are what has the focus
    <div className={styles.scroller} onKeyDown={move}>
      <Virtualizer ref={list} data={rows} itemSize={ROW_HEIGHT} as="ul" item="li">
        {(row) =>
          row.type === 'heading' ? (
            <h2 key={keyOf(row.period)} className={styles.heading}>
              {periodTitle(row.period, t, language)}
            </h2>
          ) : (
            <ConversationRow
              key={row.summary.id}
              summary={row.summary}
              isShown={row.summary.id === shownId}
              isTabStop={row.summary.id === tabStop}
              isRenaming={row.summary.id === renamingId}
              onShow={onShow}
              onTrash={onTrash}
              onRename={setRenamingId}
            />
          )
        }
      </Virtualizer>
    </div>
  );
}

function rowsOf({ period, summaries }: Group): Row[] {
  const rows: Row[] = [{ type: 'heading', period }];
  for (const summary of summaries) rows.push({ type: 'conversation', summary });
  return rows;
}

function idOf(row: Row | undefined): ConversationId | undefined {
  return row?.type === 'conversation' ? row.summary.id : undefined;
}

function firstOf(rows: readonly Row[]): ConversationId | undefined {
  return idOf(rows.find((row) => row.type === 'conversation'));
}

/** Where a key leads to from a row, past headings. */
function destination(rows: readonly Row[], at: number, key: string): number | undefined {
  const isConversation = (row: Row) => row.type === 'conversation';
  switch (key) {
    case 'ArrowDown': {
      const after = rows.slice(at + 1).findIndex(isConversation);
      return after === -1 ? undefined : at + 1 + after;
    }
    case 'ArrowUp': {
      const before = rows.slice(0, Math.max(at, 0)).findLastIndex(isConversation);
      return before === -1 ? undefined : before;
    }
    case 'Home':
      return rows.findIndex(isConversation);
    case 'End':
      return rows.findLastIndex(isConversation);
    default:
      return undefined;
  }
}

function keyOf(period: Period): string {
  return period.type === 'calendar-month' ? period.firstDay.toISOString() : period.type;
}

function periodTitle(period: Period, t: TFunction, language: string): string {
  if (period.type !== 'calendar-month') return t(`sidebar.${period.type}`);
  const isThisYear = period.firstDay.getFullYear() === new Date().getFullYear();
  const format = new Intl.DateTimeFormat(language, {
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
  const title = format.format(period.firstDay);
  return title.charAt(0).toLocaleUpperCase(language) + title.slice(1);
}
