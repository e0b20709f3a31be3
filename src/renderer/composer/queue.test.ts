import { expect, test } from 'vitest';
import type { UserPart } from '#shared/conversation.ts';
import { createId } from '#shared/id.ts';
import { createMessageQueue } from './queue.ts';

const text = (words: string): UserPart[] => [{ type: 'text', text: words }];

function recordingQueue() {
  const sent: UserPart[][] = [];
  const queue = createMessageQueue({
    send: async (_, parts) => void sent.push([...parts]),
  });
  const id = createId('conv');
  return { queue, id, sent, waiting: () => queue.store.getState().get(id) };
}

test('the end of an answer sends one message, in the order written', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  queue.add(id, text('first'));
  queue.add(id, text('second'));
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('first')]);
  expect(waiting()?.messages.map(({ parts }) => parts)).toEqual([text('second')]);
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('first'), text('second')]);
  expect(waiting()).toBeUndefined();
});

test('a failed answer holds the queue until the person releases it', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  queue.add(id, text('later'));
  await queue.answerEnded(id, 'failed');
  expect(sent).toEqual([]);
  expect(waiting()?.isHeld).toBe(true);
  await queue.release(id);
  expect(sent).toEqual([text('later')]);
});

test('a removed message is never sent', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  queue.add(id, text('no'));
  queue.remove(id, waiting()?.messages[0]?.id ?? '');
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([]);
});

test('two ends at once send one message', async () => {
  const { queue, id, sent } = recordingQueue();
  queue.add(id, text('one'));
  queue.add(id, text('two'));
  await Promise.all([queue.answerEnded(id, 'finished'), queue.answerEnded(id, 'finished')]);
  expect(sent).toEqual([text('one')]);
});

test('a message that could not be sent stays, held', async () => {
  const queue = createMessageQueue({
    send: () => Promise.reject(new Error('no')),
  });
  const id = createId('conv');
  queue.add(id, text('kept'));
  await expect(queue.answerEnded(id, 'finished')).rejects.toThrow('no');
  expect(queue.store.getState().get(id)).toMatchObject({ isHeld: true, messages: [{}] });
});
