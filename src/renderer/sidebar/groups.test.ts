import { expect, test } from 'vitest';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { groupByDate } from './groups.ts';

const now = new Date(2026, 10, 20, 0, 30);

function changedAt(date: Date, pinned = false): ConversationSummary {
  return {
    id: createId('conv'),
    title: date.toDateString(),
    createdAt: 0,
    updatedAt: date.getTime(),
    model: { providerId: 'eliza', modelId: 'eliza-1966' },
    pinned,
    trashedAt: null,
    messageCount: 2,
  };
}

const periodsOf = (...dates: Date[]) =>
  groupByDate(
    dates.map((date) => changedAt(date)),
    now,
  ).map(({ period }) => period.type);

test('days are calendar days, not spans of 24 hours', () => {
  expect(periodsOf(new Date(2026, 10, 20, 0, 5), new Date(2026, 10, 19, 23, 55))).toEqual([
    'today',
    'yesterday',
  ]);
});

test('a week ends after seven days and a month after thirty', () => {
  expect(
    periodsOf(
      new Date(2026, 10, 18),
      new Date(2026, 10, 13),
      new Date(2026, 10, 12),
      new Date(2026, 9, 21),
      new Date(2026, 9, 20),
    ),
  ).toEqual(['week', 'month', 'calendar-month']);
});

test('older months are groups of their own, also in other years', () => {
  const groups = groupByDate(
    [new Date(2026, 8, 2), new Date(2026, 8, 1), new Date(2025, 8, 30)].map((d) => changedAt(d)),
    now,
  );
  expect(groups.map(({ summaries }) => summaries.length)).toEqual([2, 1]);
});

test('pinned conversations come first whatever their age, and only there', () => {
  const old = changedAt(new Date(2020, 1, 1), true);
  const recent = changedAt(new Date(2026, 10, 19));
  const groups = groupByDate([recent, old], now);
  expect(groups.map(({ period }) => period.type)).toEqual(['pinned', 'yesterday']);
  expect(groups.flatMap(({ summaries }) => summaries)).toEqual([old, recent]);
});

test('a conversation from the future is of today', () => {
  expect(periodsOf(new Date(2027, 1, 1))).toEqual(['today']);
});
