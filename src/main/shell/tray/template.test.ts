import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { trayTemplate, trayTip } from './template.ts';
import type { TrayState } from './template.ts';

function setUp(state: Partial<TrayState>) {
  const done: string[] = [];
  const template = trayTemplate(
    { language: 'en', summaries: [], running: [], accelerator: '', ...state },
    {
      toggleQuickPrompt: () => done.push('toggle'),
      openMain: () => done.push('open'),
      showConversation: (id) => done.push(`show ${id}`),
      stop: ({ messageId }) => done.push(`stop ${messageId}`),
      quit: () => done.push('quit'),
    },
  );
  const click = (id: string): void => {
    const item = template.find((each) => each.id === id);
    (item?.click as (() => void) | undefined)?.();
  };
  return { done, template, click };
}

function labels(template: readonly MenuItemConstructorOptions[]): string[] {
  return template.map(({ type, label = '' }) => (type === 'separator' ? '–' : label));
}

function summary(number: number, rest: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: `conv_${number}` as ConversationId,
    title: `Conversation ${number}`,
    createdAt: 0,
    updatedAt: number,
    model: { providerId: 'eliza', modelId: 'eliza-1966' },
    pinned: false,
    trashedAt: null,
    messageCount: 2,
    ...rest,
  };
}

const running = [1, 2].map((number) => ({
  conversationId: `conv_${number}` as ConversationId,
  messageId: `msg_${number}` as MessageId,
}));

test('an idle Parley without conversations offers the quick prompt, the window and the way out', () => {
  const { template, click, done } = setUp({});
  expect(labels(template)).toEqual(['Quick Prompt', 'Open Parley', '–', 'Quit Parley']);
  for (const { id = '' } of template) click(id);
  expect(done).toEqual(['toggle', 'open', 'quit']);
});

test('answers that arrive are counted, and each can be stopped', () => {
  const { template, click, done } = setUp({ running, summaries: [summary(1), summary(2)] });
  expect(labels(template).slice(2, 7)).toEqual([
    '–',
    '2 answers are arriving',
    'Stop “Conversation 1”',
    'Stop “Conversation 2”',
    'Stop All Answers',
  ]);
  click('stop:msg_2');
  click('stop-all');
  expect(done).toEqual(['stop msg_2', 'stop msg_1', 'stop msg_2']);
});

test('one answer has no “all”', () => {
  const { template } = setUp({ running: running.slice(0, 1), summaries: [summary(1)] });
  expect(labels(template)).toContain('1 answer is arriving');
  expect(labels(template)).not.toContain('Stop All Answers');
});

test('the five conversations changed last are offered, newest first, none from the trash', () => {
  const summaries = [3, 1, 7, 5, 2, 6, 4].map((number) =>
    summary(number, number === 6 ? { trashedAt: 1 } : {}),
  );
  const { template, click, done } = setUp({ summaries });
  const shown = template.flatMap(({ id = '' }) => (id.startsWith('show:') ? [id] : []));
  expect(shown).toEqual([7, 5, 4, 3, 2].map((number) => `show:conv_${number}`));
  click('show:conv_4');
  expect(done).toEqual(['show conv_4']);
});

test('a title is one line, not too long, and its ampersand is a character', () => {
  const summaries = [
    summary(1, { title: `R&D\n ${'😀'.repeat(60)}` }),
    summary(2, { title: '  ' }),
  ];
  const [untitled, long] = labels(setUp({ summaries }).template).slice(4, 6);
  expect(untitled).toBe('New conversation');
  expect(long).toBe(`R&&D ${'😀'.repeat(43)}…`);
});

test('the shortcut is shown where it works, without being taken', () => {
  const [item] = setUp({ accelerator: 'Control+Alt+Space' }).template;
  expect(item).toMatchObject({ accelerator: 'Control+Alt+Space', registerAccelerator: false });
  expect(setUp({}).template[0]).not.toHaveProperty('accelerator');
});

test.each([
  [1, '1 ответ поступает'],
  [2, '2 ответа поступают'],
  [5, '5 ответов поступает'],
  [21, '21 ответ поступает'],
])('%i in Russian', (count, words) => {
  const many = Array.from({ length: count }, () => running[0] as (typeof running)[number]);
  const state: TrayState = { language: 'ru', summaries: [], running: many, accelerator: '' };
  expect(trayTip(state)).toBe(`Parley – ${words}`);
});
