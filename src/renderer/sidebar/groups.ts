import type { ConversationSummary } from '#shared/conversation/conversation.ts';

/** Where a conversation stands in the list; `month` further back is the first day of its month. */
export type Period =
  | { readonly type: 'pinned' | 'today' | 'yesterday' | 'week' | 'month' }
  | { readonly type: 'calendar-month'; readonly firstDay: Date };

export interface Group {
  readonly period: Period;
  readonly summaries: readonly ConversationSummary[];
}

/** Pinned ones first, then by the local calendar day of the last change. Keeps the order within; no group is empty. */
export function groupByDate(summaries: readonly ConversationSummary[], now: Date): Group[] {
  const groups = new Map<string, { period: Period; summaries: ConversationSummary[] }>();
  const pinned = summaries.filter((summary) => summary.pinned);
  const others = summaries.filter((summary) => !summary.pinned);
  for (const summary of [...pinned, ...others]) {
    const period = summary.pinned
      ? ({ type: 'pinned' } as const)
      : periodOf(summary.updatedAt, now);
    const key = period.type === 'calendar-month' ? period.firstDay.toISOString() : period.type;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { period, summaries: [summary] });
    else group.summaries.push(summary);
  }
  return [...groups.values()];
}

function periodOf(time: number, now: Date): Period {
  const days = calendarDaysBetween(new Date(time), now);
  // A clock that was ahead when the conversation was written puts it into the future.
  if (days <= 0) return { type: 'today' };
  if (days === 1) return { type: 'yesterday' };
  if (days <= 7) return { type: 'week' };
  if (days <= 30) return { type: 'month' };
  const date = new Date(time);
  return { type: 'calendar-month', firstDay: new Date(date.getFullYear(), date.getMonth(), 1) };
}

function calendarDaysBetween(from: Date, to: Date): number {
  return Math.round((noonOf(to) - noonOf(from)) / 86_400_000);
}

/** Noon keeps days of 23 and 25 hours whole. */
function noonOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
}
