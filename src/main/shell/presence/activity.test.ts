import { expect, test } from 'vitest';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { createActivity } from './activity.ts';

const conversationId = 'conv_1' as ConversationId;
const messageId = 'msg_1' as MessageId;

function setUp() {
  const log: string[] = [];
  const activity = createActivity({
    onChange: () => log.push(`running ${activity.running().length}`),
    onEnd: (answer, outcome) => log.push(`${answer.messageId} ${outcome}`),
  });
  const tell = (change: ConversationChange): void =>
    activity.follow({ type: 'conversation-changed', conversationId, version: 1, change });
  return { log, activity, tell };
}

const resumed: ConversationChange = { type: 'message-resumed', messageId, at: 1 };

function streamed(...events: Extract<ConversationChange, { type: 'message-streamed' }>['events']) {
  return { type: 'message-streamed', messageId, events, at: 1 } as const;
}

test('an answer runs from its first change to its terminal event', () => {
  const { log, activity, tell } = setUp();
  tell(resumed);
  tell(streamed({ type: 'text-delta', index: 0, delta: 'a' }));
  expect(activity.running()).toEqual([{ conversationId, messageId }]);
  tell(streamed({ type: 'text-delta', index: 0, delta: 'b' }, { type: 'finish', reason: 'stop' }));
  expect(activity.running()).toEqual([]);
  expect(log).toEqual(['running 1', 'running 0', 'msg_1 complete']);
});

test.each([
  [streamed({ type: 'finish', reason: 'aborted' }), 'stopped'],
  [
    streamed({
      type: 'error',
      failure: { code: 'unreachable', message: 'gone', retryable: true },
    }),
    'failed',
  ],
] as const)('%j is %s', (change, outcome) => {
  const { log, tell } = setUp();
  tell(resumed);
  tell(change);
  expect(log.at(-1)).toBe(`msg_1 ${outcome}`);
});

test('the end of an answer that never began is nothing', () => {
  const { log, tell } = setUp();
  tell(streamed({ type: 'finish', reason: 'stop' }));
  tell({ type: 'pinned', pinned: true });
  expect(log).toEqual([]);
});
