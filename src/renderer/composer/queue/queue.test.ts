import { expect, test } from 'vitest';
import type { UserPart } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { createMessageQueue } from './queue.ts';

const text = (words: string): UserPart[] => [{ type: 'text', text: words }];

function recordingQueue() {
  const sent: UserPart[][] = [];
  const answer = { isRunning: true };
  const queue = createMessageQueue({
    send: async (_, parts) => void sent.push([...parts]),
    isRunning: () => answer.isRunning,
  });
  const id = createId('conv');
  return { queue, id, sent, answer, waiting: () => queue.store.getState().get(id) };
}

test('the end of an answer sends one message, in the order written', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  await queue.submit(id, text('first'));
  await queue.submit(id, text('second'));
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('first')]);
  expect(waiting()?.messages.map(({ parts }) => parts)).toEqual([text('second')]);
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('first'), text('second')]);
  expect(waiting()).toBeUndefined();
});

test('a failed answer holds the queue until the person releases it', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  await queue.submit(id, text('later'));
  await queue.answerEnded(id, 'failed');
  expect(sent).toEqual([]);
  expect(waiting()?.isHeld).toBe(true);
  await queue.release(id);
  expect(sent).toEqual([text('later')]);
});

test('a removed message is never sent', async () => {
  const { queue, id, sent, waiting } = recordingQueue();
  await queue.submit(id, text('no'));
  queue.remove(id, waiting()?.messages[0]?.id ?? '');
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([]);
});

test('two messages one right after the other never have the same parent', async () => {
  const { queue, id, sent, answer, waiting } = recordingQueue();
  answer.isRunning = false;
  await Promise.all([queue.submit(id, text('one')), queue.submit(id, text('two'))]);
  expect(sent).toEqual([text('one')]);
  expect(waiting()?.messages).toHaveLength(1);
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('one'), text('two')]);
});

test('an answer that ends before its question is confirmed lets the next message go', async () => {
  const sent: UserPart[][] = [];
  const confirmed = Promise.withResolvers<void>();
  const queue = createMessageQueue({
    send: async (_, parts) => {
      sent.push([...parts]);
      await confirmed.promise;
    },
    isRunning: () => false,
  });
  const id = createId('conv');
  const first = queue.submit(id, text('one'));
  await queue.submit(id, text('two'));
  await queue.answerEnded(id, 'finished');
  expect(sent).toEqual([text('one')]);
  confirmed.resolve();
  await first;
  expect(sent).toEqual([text('one'), text('two')]);
});

test('a message that could not be sent is refused, and what waits behind it is held', async () => {
  const queue = createMessageQueue({
    send: () => Promise.reject(new Error('no')),
    isRunning: () => false,
  });
  const id = createId('conv');
  const first = queue.submit(id, text('one'));
  await queue.submit(id, text('two'));
  await expect(first).rejects.toThrow('no');
  expect(queue.store.getState().get(id)).toMatchObject({
    isHeld: true,
    messages: [{ parts: text('two') }],
  });
});

test('a message that could not be sent stays, held', async () => {
  const queue = createMessageQueue({
    send: () => Promise.reject(new Error('no')),
    isRunning: () => true,
  });
  const id = createId('conv');
  await queue.submit(id, text('kept'));
  await expect(queue.answerEnded(id, 'finished')).rejects.toThrow('no');
  expect(queue.store.getState().get(id)).toMatchObject({ isHeld: true, messages: [{}] });
});
