import { expect, test } from 'vitest';
import type { UserPart } from '#shared/conversation/conversation.ts';
import type { QueuedMessage } from '#shared/conversation/queue.ts';
import { branchTo } from '#shared/conversation/branch.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import {
  endStream,
  openStream,
  refuse,
  streamText,
  writeDelta,
} from '../../provider/testing/providers.ts';
import { testFolder } from '../../storage/testing/folder.ts';
import { answering, eventually, openSession } from '../testing/generation.ts';
import type { Session } from '../testing/generation.ts';
import { createMessageQueue } from './queue.ts';
import type { MessageQueue, QueueStore } from './queue.ts';

type Messages = ReturnType<QueueStore['read']>;

/** A disk that lasts longer than a queue. */
function memoryStore(): QueueStore & { kept: Messages; failure: Error | null } {
  const store = {
    kept: new Map() as Messages,
    failure: null as Error | null,
    read: () => store.kept,
    write: (messages: Messages) => {
      store.kept = messages;
    },
    writeNow: (messages: Messages) => {
      if (store.failure !== null) throw store.failure;
      store.kept = messages;
    },
  };
  return store;
}

interface Waiting {
  readonly session: Session;
  readonly queue: MessageQueue;
  readonly store: ReturnType<typeof memoryStore>;
  readonly reported: unknown[];
  readonly id: ConversationId;
  readonly add: (text: string) => void;
  /** The prompts of the visible branch. */
  readonly asked: () => readonly string[];
  readonly waiting: () => readonly string[];
  readonly hold: () => string | null | undefined;
  readonly running: () => MessageId;
}

async function waitingIn(
  service: Parameters<typeof openSession>[1],
  store = memoryStore(),
): Promise<Waiting> {
  const reported: unknown[] = [];
  const session = await openSession(testFolder(), service, (id, terminal) =>
    queue.answerEnded(id, terminal),
  );
  const queue: MessageQueue = createMessageQueue({
    conversations: session.conversations,
    send: session.generations.send,
    store,
    broadcast: session.broadcast,
    report: (error) => reported.push(error),
  });
  const { id } = session;
  return {
    session,
    queue,
    store,
    reported,
    id,
    add: (text) => queue.add({ conversationId: id, parts: say(text) }),
    asked: () =>
      branchTo(session.conversation(), session.conversation().leafId)
        .filter(({ role }) => role === 'user')
        .map(textOf),
    waiting: () => queue.previews()[id]?.messages.map(({ text }) => text) ?? [],
    hold: () => queue.previews()[id]?.hold,
    running: () => {
      const [running] = session.generations.running();
      if (running === undefined) throw new Error('no answer is running');
      return running;
    },
  };
}

function say(text: string): UserPart[] {
  return [{ type: 'text', text }];
}

/** Answers at once, but for prompts that end with "slow", which wait for `release`, or with "bad". */
async function slowService() {
  const releases: (() => void)[] = [];
  const service = await answering((response, call) => {
    // Prompts without an answer between them are one message to the service.
    const last = JSON.stringify(call.body?.['messages']).match(/(\w+)[^\w]*$/)?.[1];
    if (last === 'bad') return refuse(response, 401, 'bad key');
    if (last !== 'slow') return streamText(response, 'done');
    openStream(response);
    writeDelta(response, 'well');
    releases.push(() => endStream(response));
    return undefined;
  });
  return { service, release: () => releases.shift()?.(), arrived: () => releases.length };
}

test('a message goes at once where nothing arrives, below the one before', async () => {
  const { service } = await slowService();
  const { add, asked, session, store } = await waitingIn(service);
  add('one');
  await session.generations.whenIdle();
  add('two');
  await session.generations.whenIdle();
  expect(asked()).toEqual(['one', 'two']);
  expect(store.kept.size).toBe(0);
});

test('messages written meanwhile go one by one as answers complete, and no window is asked', async () => {
  const { service, release, arrived } = await slowService();
  const { add, asked, waiting, session, queue } = await waitingIn(service);
  add('one slow');
  add('two slow');
  add('three');
  expect(waiting()).toEqual(['two slow', 'three']);
  await eventually(() => expect(arrived()).toBe(1));
  release();
  await eventually(() => expect(waiting()).toEqual(['three']));
  await eventually(() => expect(arrived()).toBe(1));
  release();
  await session.generations.whenIdle();
  expect(asked()).toEqual(['one slow', 'two slow', 'three']);
  expect(queue.previews()).toEqual({});
  const told = session.events.filter(({ type }) => type === 'queue-changed');
  expect(told.at(-1)).toMatchObject({ queue: null });
});

test('a stopped answer holds what waits behind it, until the person lets it go', async () => {
  const { service, arrived } = await slowService();
  const { add, asked, waiting, hold, session, queue, id, running } = await waitingIn(service);
  add('one slow');
  add('two');
  await eventually(() => expect(arrived()).toBe(1));
  session.generations.abort({ conversationId: id, messageId: running() });
  await session.generations.whenIdle();
  expect([asked(), waiting(), hold()]).toEqual([['one slow'], ['two'], 'stopped']);
  queue.sendNow({ conversationId: id });
  await session.generations.whenIdle();
  expect([asked(), waiting()]).toEqual([['one slow', 'two'], []]);
});

test('a failed answer holds what waits behind it', async () => {
  const { service } = await slowService();
  const { add, asked, waiting, hold, session } = await waitingIn(service);
  add('bad');
  add('two');
  await session.generations.whenIdle();
  expect([asked(), waiting(), hold()]).toEqual([['bad'], ['two'], 'failed']);
});

test('what waited when the app ended is held, also when a newer message is answered', async () => {
  const { service } = await slowService();
  const before = await waitingIn(service);
  before.add('one slow');
  before.add('two');
  await before.session.generations.abortAll();

  const kept = [...before.store.kept.values()].flat();
  const store = memoryStore();
  const after = await waitingIn(service, store);
  store.kept = new Map([[after.id, kept]]);
  const restarted = createMessageQueue({
    conversations: after.session.conversations,
    send: after.session.generations.send,
    store,
    broadcast: () => undefined,
    report: () => undefined,
  });
  expect(restarted.previews()[after.id]).toMatchObject({
    hold: 'restarted',
    messages: [{ text: 'two' }],
  });
  restarted.add({ conversationId: after.id, parts: say('newer') });
  await after.session.generations.whenIdle();
  restarted.answerEnded(after.id, { type: 'finish', reason: 'stop' });
  expect(after.asked()).toEqual(['newer']);
  expect(restarted.previews()[after.id]?.hold).toBe('restarted');
});

test('"send now" while an answer arrives lets it go when that is complete', async () => {
  const { service, release, arrived } = await slowService();
  const { add, asked, hold, session, queue, id, running } = await waitingIn(service);
  add('one slow');
  add('two');
  await eventually(() => expect(arrived()).toBe(1));
  session.generations.abort({ conversationId: id, messageId: running() });
  await session.generations.whenIdle();
  add('three slow');
  queue.sendNow({ conversationId: id });
  expect(hold()).toBeNull();
  await eventually(() => expect(arrived()).toBe(2));
  release();
  release();
  await session.generations.whenIdle();
  expect(asked()).toEqual(['one slow', 'three slow', 'two']);
});

test('a message that was removed or discarded is never sent', async () => {
  const { service, release, arrived } = await slowService();
  const { add, asked, session, queue, id, store } = await waitingIn(service);
  add('one slow');
  add('two');
  add('three');
  const queuedId = queue.previews()[id]?.messages[0]?.id ?? createId('queued');
  expect(queue.read({ conversationId: id, queuedId })).toEqual(say('two'));
  expect(queue.remove({ conversationId: id, queuedId })).toBe(true);
  expect(queue.remove({ conversationId: id, queuedId })).toBe(false);
  expect(queue.read({ conversationId: id, queuedId })).toBeNull();
  queue.discard({ conversationId: id });
  await eventually(() => expect(arrived()).toBe(1));
  release();
  await session.generations.whenIdle();
  expect(asked()).toEqual(['one slow']);
  expect(store.kept.size).toBe(0);
});

test('a message is on disk when it is accepted, and one that cannot be is refused', async () => {
  const { service } = await slowService();
  const { add, waiting, store, session } = await waitingIn(service);
  add('one slow');
  add('two');
  expect([...store.kept.values()].flat().map(({ parts }: QueuedMessage) => parts)).toEqual([
    say('two'),
  ]);
  store.failure = new Error('the disk is full');
  expect(() => add('three')).toThrow('the disk is full');
  expect(waiting()).toEqual(['two']);
  await session.generations.abortAll();
});

test('a message that main refuses to send stays, held, and is reported', async () => {
  const { service, release, arrived } = await slowService();
  const { add, waiting, hold, session, reported, store, id } = await waitingIn(service);
  add('one slow');
  store.kept = new Map();
  const refusing = createMessageQueue({
    conversations: session.conversations,
    send: () => {
      throw new Error('refused');
    },
    store,
    broadcast: () => undefined,
    report: (error) => reported.push(error),
  });
  refusing.add({ conversationId: id, parts: say('two') });
  await eventually(() => expect(arrived()).toBe(1));
  release();
  await session.generations.whenIdle();
  refusing.answerEnded(id, { type: 'finish', reason: 'stop' });
  expect(refusing.previews()[id]).toMatchObject({ hold: 'refused', messages: [{ text: 'two' }] });
  expect(reported).toMatchObject([{ message: 'refused' }]);
  expect([waiting(), hold()]).toEqual([[], undefined]);
});

test('an empty message and an unknown conversation are refused', async () => {
  const { add, queue } = await waitingIn(null);
  expect(() => add('  ')).toThrow('it is empty');
  expect(() => queue.add({ conversationId: createId('conv'), parts: say('hi') })).toThrow('Cannot');
});
