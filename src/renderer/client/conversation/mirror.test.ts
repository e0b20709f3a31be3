import { expect, test } from 'vitest';
import type { ConversationSnapshot } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createId } from '#shared/id.ts';
import { createMirror } from './mirror.ts';
import type { ConversationChanged } from './mirror.ts';

const emptyConversation: Conversation = {
  id: createId('conv'),
  title: '',
  titledBy: 'nobody',
  createdAt: 0,
  updatedAt: 0,
  model: { providerId: 'eliza', modelId: 'eliza-1966' },
  instructions: '',
  parameters: {},
  pinned: false,
  trashedAt: null,
  messages: {},
  running: {},
  leafId: null,
};

/** Main's side: an authority whose snapshots are handed out when the test says so. */
function createAuthority() {
  let conversation = emptyConversation;
  let version = 0;
  const waiting: PromiseWithResolvers<ConversationSnapshot>[] = [];
  return {
    commit(change: ConversationChange): ConversationChanged {
      conversation = applyChange(conversation, change);
      version += 1;
      return { type: 'conversation-changed', conversationId: conversation.id, version, change };
    },
    open(): Promise<ConversationSnapshot> {
      const reply = Promise.withResolvers<ConversationSnapshot>();
      waiting.push(reply);
      return reply.promise;
    },
    snapshot: (): ConversationSnapshot => ({ conversation, version, readOnly: false }),
    conversation: () => conversation,
    pendingOpens: () => waiting.length,
    /** Answers the oldest waiting call. */
    async answer(snapshot: ConversationSnapshot): Promise<void> {
      waiting.shift()?.resolve(snapshot);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    async refuse(): Promise<void> {
      waiting.shift()?.reject(new Error('the disk is gone'));
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

function mirrorOf(authority: ReturnType<typeof createAuthority>) {
  const states: ConversationSnapshot[] = [];
  const failures: string[] = [];
  const mirror = createMirror({
    open: () => authority.open(),
    onState: (state) => states.push(state),
    onFailure: (failure) => failures.push(failure.message),
  });
  return { mirror, states, failures, latest: () => states.at(-1)?.conversation };
}

const titled = (title: string): ConversationChange => ({ type: 'titled', title, by: 'model' });

test('the next version is applied without a new snapshot', async () => {
  const authority = createAuthority();
  const { mirror, latest } = mirrorOf(authority);
  void mirror.open();
  await authority.answer(authority.snapshot());
  mirror.receive(authority.commit(titled('one')));
  mirror.receive(authority.commit(titled('two')));
  expect(latest()).toEqual(authority.conversation());
  expect(authority.pendingOpens()).toBe(0);
});

test('a repeated event changes nothing and tells nobody', async () => {
  const authority = createAuthority();
  const { mirror, states } = mirrorOf(authority);
  void mirror.open();
  await authority.answer(authority.snapshot());
  const event = authority.commit(titled('one'));
  mirror.receive(event);
  mirror.receive(event);
  expect(states).toHaveLength(2);
});

test('events during the opening are held, and those that the snapshot includes are not applied twice', async () => {
  const authority = createAuthority();
  const { mirror, states, latest } = mirrorOf(authority);
  void mirror.open();
  mirror.receive(authority.commit(titled('one')));
  const snapshot = authority.snapshot();
  mirror.receive(authority.commit({ type: 'pinned', pinned: true }));
  expect(states).toHaveLength(0);
  await authority.answer(snapshot);
  expect(latest()).toEqual(authority.conversation());
  expect(states).toHaveLength(1);
});

test('a gap takes a new snapshot and loses nothing that arrives meanwhile', async () => {
  const authority = createAuthority();
  const { mirror, latest } = mirrorOf(authority);
  void mirror.open();
  await authority.answer(authority.snapshot());
  authority.commit(titled('lost'));
  mirror.receive(authority.commit({ type: 'pinned', pinned: true }));
  expect(authority.pendingOpens()).toBe(1);
  const snapshot = authority.snapshot();
  mirror.receive(authority.commit({ type: 'trashed', at: 5 }));
  await authority.answer(snapshot);
  expect(latest()).toEqual(authority.conversation());
  mirror.receive(authority.commit(titled('after')));
  expect(latest()?.title).toBe('after');
});

test('events out of order end in the same conversation', async () => {
  const authority = createAuthority();
  const { mirror, latest } = mirrorOf(authority);
  void mirror.open();
  await authority.answer(authority.snapshot());
  const first = authority.commit(titled('one'));
  const second = authority.commit({ type: 'pinned', pinned: true });
  mirror.receive(second);
  mirror.receive(first);
  await authority.answer(authority.snapshot());
  expect(latest()).toEqual(authority.conversation());
});

test('a gap among the events that were held takes a second snapshot', async () => {
  const authority = createAuthority();
  const { mirror, latest } = mirrorOf(authority);
  void mirror.open();
  const early = authority.snapshot();
  authority.commit(titled('lost'));
  mirror.receive(authority.commit({ type: 'pinned', pinned: true }));
  await authority.answer(early);
  expect(authority.pendingOpens()).toBe(1);
  await authority.answer(authority.snapshot());
  expect(latest()).toEqual(authority.conversation());
});

test('a failed opening is told, and the next event tries again', async () => {
  const authority = createAuthority();
  const { mirror, failures, latest } = mirrorOf(authority);
  void mirror.open();
  await authority.refuse();
  expect(failures).toHaveLength(1);
  mirror.receive(authority.commit(titled('back')));
  await authority.answer(authority.snapshot());
  expect(latest()?.title).toBe('back');
});

const words = (...events: StreamEvent[]): ConversationChange => ({
  type: 'message-streamed',
  messageId: createId('msg'),
  events,
  at: 0,
});

test('after a failed opening the words of an answer do not ask again and again; its end does', async () => {
  const authority = createAuthority();
  const { mirror, failures } = mirrorOf(authority);
  void mirror.open();
  await authority.refuse();
  mirror.receive(authority.commit(words({ type: 'text-delta', index: 0, delta: 'Hi' })));
  mirror.receive(authority.commit(words({ type: 'text-delta', index: 0, delta: ' you' })));
  expect(authority.pendingOpens()).toBe(0);
  mirror.receive(authority.commit(words({ type: 'finish', reason: 'stop' })));
  expect(authority.pendingOpens()).toBe(1);
  await authority.refuse();
  expect(failures).toHaveLength(2);
});
