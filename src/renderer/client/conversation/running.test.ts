import { expect, test } from 'vitest';
import { createId } from '#shared/id.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { isRunning, setRunningAnswers, trackRunning } from './running.ts';

const streamed = (messageId: `msg_${string}`, ...events: StreamEvent[]) =>
  ({ type: 'message-streamed', messageId, events, at: 0 }) as const;
const text: StreamEvent = { type: 'text-delta', index: 0, delta: 'Hi' };
const finish: StreamEvent = { type: 'finish', reason: 'stop' };

test('an answer that began before the window is known from its next words', () => {
  const conversation = createId('conv');
  const answer = createId('msg');
  trackRunning(conversation, streamed(answer, text));
  expect(isRunning(conversation)).toBe(true);
  trackRunning(conversation, streamed(answer, text, finish));
  expect(isRunning(conversation)).toBe(false);
});

test('a conversation runs until the last of several answers has ended', () => {
  const conversation = createId('conv');
  const [first, second] = [createId('msg'), createId('msg')];
  setRunningAnswers(conversation, [first, second]);
  trackRunning(conversation, streamed(first, finish));
  expect(isRunning(conversation)).toBe(true);
  trackRunning(conversation, streamed(second, finish));
  expect(isRunning(conversation)).toBe(false);
});

test('a snapshot tells of an answer whose end was missed', () => {
  const conversation = createId('conv');
  setRunningAnswers(conversation, [createId('msg')]);
  setRunningAnswers(conversation, []);
  expect(isRunning(conversation)).toBe(false);
});
