import { expect, test } from 'vitest';
import { createId } from '#shared/id.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { isRunning, onAnswersEnded, setRunningAnswers, trackRunning } from './running.ts';

const streamed = (messageId: `msg_${string}`, ...events: StreamEvent[]) =>
  ({ type: 'message-streamed', messageId, events, at: 0 }) as const;
const text: StreamEvent = { type: 'text-delta', index: 0, delta: 'Hi' };
const finish: StreamEvent = { type: 'finish', reason: 'stop' };

function watchedEndings() {
  const endings: string[] = [];
  const undo = onAnswersEnded((_, ending) => endings.push(ending));
  return { endings, undo };
}

test('an answer that began before the window is known from its next words', () => {
  const conversation = createId('conv');
  const answer = createId('msg');
  trackRunning(conversation, streamed(answer, text));
  expect(isRunning(conversation)).toBe(true);
  trackRunning(conversation, streamed(answer, text, finish));
  expect(isRunning(conversation)).toBe(false);
});

test('the end is told once, when the last of several answers has ended', () => {
  const conversation = createId('conv');
  const [first, second] = [createId('msg'), createId('msg')];
  const { endings, undo } = watchedEndings();
  setRunningAnswers(conversation, [first, second]);
  trackRunning(conversation, streamed(first, finish));
  expect(endings).toEqual([]);
  trackRunning(conversation, streamed(second, finish));
  trackRunning(conversation, streamed(second, finish));
  expect(endings).toEqual(['finished']);
  undo();
});

test('an answer whose end was missed counts as failed, so nothing is built on it unasked', () => {
  const conversation = createId('conv');
  const { endings, undo } = watchedEndings();
  setRunningAnswers(conversation, [createId('msg')]);
  setRunningAnswers(conversation, []);
  expect(endings).toEqual(['failed']);
  undo();
});
