import { expect, test } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { findMessage } from '#shared/conversation/conversation.ts';
import { createEvents } from '../ipc/events.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { createConversations } from '../conversation/conversations.ts';
import { model } from '../conversation/testing/library.ts';
import { providerDependencies } from '../provider/testing/providers.ts';
import { createProviders } from '../provider/providers.ts';
import { createConversationFiles } from '../storage/conversation/documents.ts';
import { createReplyJournal } from '../storage/conversation/journal.ts';
import { createTrashDays } from '../storage/trash-days.ts';
import { testFolder } from '../storage/testing/folder.ts';
import { createGenerations } from './generations.ts';
import { eventually, openSession, send, settled } from './testing/generation.ts';

/** One answer of the offline program beside a listener that throws when `breaks` says so. */
async function answerBeside(breaks: (event: AppEvent, position: number) => boolean) {
  const directory = testFolder();
  const reported: unknown[] = [];
  const told: AppEvent[] = [];
  const events = createEvents((error) => void reported.push(error));
  let position = 0;
  events.follow((event) => {
    position += 1;
    if (breaks(event, position - 1)) throw new Error(`broken at ${event.type}`);
  });
  events.follow((event) => void told.push(event));
  const dependencies = providerDependencies();
  const conversations = createConversations({
    files: createConversationFiles({ directory, clock: Date.now }),
    journal: createReplyJournal({ directory }),
    trashDays: createTrashDays({ directory }),
    broadcast: events.tell,
    clock: Date.now,
  });
  const generations = createGenerations({
    conversations,
    providers: createProviders(dependencies),
    clock: dependencies.clock,
    settings: dependencies.settings,
  });
  const conversationId = conversations.create({ model });
  const parts = [{ type: 'text' as const, text: 'I am sad.' }];
  const { replyId } = generations.send({ conversationId, parentId: null, parts });
  await eventually(() => expect(conversations.get(conversationId).running).toEqual({}));
  const reply = findMessage(conversations.get(conversationId), replyId);
  await conversations.flush();
  return { reply, reported, told };
}

test('every answer that began ends, whatever a listener does with any event of it', async () => {
  const undisturbed = await answerBeside(() => false);
  const types = new Set(undisturbed.told.map(({ type }) => type));
  expect(types).toContain('conversation-changed');
  const always = await answerBeside(() => true);
  expect(always.reply).toMatchObject({ role: 'assistant', status: 'complete' });
  expect(always.reported).toHaveLength(types.size);

  for (const broken of undisturbed.told.keys()) {
    const { reply, reported, told } = await answerBeside((_, position) => position === broken);
    expect(reply).toMatchObject({ role: 'assistant', status: 'complete' });
    expect(reported.length).toBeLessThanOrEqual(1);
    expect(new Set(told.map(({ type }) => type))).toEqual(types);
  }
});

test('an answer outlives a change that cannot be committed for a defect, and says so', async () => {
  const session = await openSession(testFolder(), null);
  const reported: unknown[] = [];
  let left = 1;
  const conversations: Conversations = {
    ...session.conversations,
    commit: (id, change) => {
      if (change.type === 'message-streamed' && left-- > 0) throw new TypeError('a defect');
      return session.conversations.commit(id, change);
    },
  };
  const generations = createGenerations({
    ...providerDependencies(),
    conversations,
    providers: createProviders(providerDependencies()),
    report: (error) => void reported.push(error),
  });
  const replyId = send({ ...session, generations }, 'I am sad.');
  expect(await settled(session, replyId)).toMatchObject({ status: 'complete' });
  expect(reported).toEqual([new TypeError('a defect')]);
});

test('a listener that was undone hears nothing more, and the others go on', () => {
  const heard: string[] = [];
  const events = createEvents(() => undefined);
  const undo = events.follow(() => void heard.push('first'));
  events.follow(() => void heard.push('second'));
  const event: AppEvent = { type: 'quick-prompt-changed', shown: true };
  events.tell(event);
  undo();
  events.tell(event);
  expect(heard).toEqual(['first', 'second', 'second']);
});
