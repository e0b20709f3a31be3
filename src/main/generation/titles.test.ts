import { describe, expect, it } from 'vitest';
import { openStream, refuse, startChatService, streamText } from '../provider/testing/providers.ts';
import { testFolder } from '../storage/testing/folder.ts';
import {
  answering,
  eventually,
  isTitleCall,
  openSession,
  send,
  settled,
} from './testing/generation.ts';

describe('the title of a conversation', () => {
  it('is its first words at once, and what the model calls it after the first answer', async () => {
    const service = await answering((response) => streamText(response, 'Sure.'));
    const session = await openSession(testFolder(), service);
    const first = send(session, 'How do I bake bread?');
    expect(session.conversation()).toMatchObject({
      title: 'How do I bake bread?',
      titledBy: 'model',
    });
    const { id } = await settled(session, first);
    await eventually(() => expect(session.conversation().title).toBe('A title'));
    await settled(session, send(session, 'And rolls?', id));
    expect(service.calls.filter(isTitleCall)).toHaveLength(1);
  });

  it('of a person stays, even when it comes while the model is asked', async () => {
    const service = await startChatService(async (response, call) => {
      if (isTitleCall(call)) await new Promise((resolve) => setTimeout(resolve, 50));
      streamText(response, 'Machine');
    });
    const session = await openSession(testFolder(), service);
    await settled(session, send(session, 'hi'));
    await eventually(() => expect(service.calls.some(isTitleCall)).toBe(true));
    session.conversations.commit(session.id, { type: 'titled', title: 'Mine', by: 'person' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(session.conversation().title).toBe('Mine');
  });

  it('stays the first words when the model fails, and when it is the offline one', async () => {
    const failing = await startChatService((response, call) =>
      isTitleCall(call) ? refuse(response, 400, 'no') : streamText(response, 'Sure.'),
    );
    for (const service of [failing, null]) {
      const session = await openSession(testFolder(), service);
      await settled(session, send(session, 'First words'));
      if (service) await eventually(() => expect(service.calls.some(isTitleCall)).toBe(true));
      await session.generations.abortAll();
      expect(session.conversation().title).toBe('First words');
    }
  });

  it('is the name of the file when nothing was written', async () => {
    const session = await openSession(testFolder(), null);
    const file = { type: 'file', name: 'cat.png', mediaType: 'image/png', data: '' } as const;
    const conversationId = session.id;
    session.generations.send({ conversationId, parentId: null, parts: [file] });
    expect(session.conversation().title).toBe('cat.png');
    await session.generations.abortAll();
  });

  it('does not keep the app from quitting', async () => {
    const service = await startChatService((response, call) =>
      isTitleCall(call) ? openStream(response) : streamText(response, 'Sure.'),
    );
    const session = await openSession(testFolder(), service);
    await settled(session, send(session, 'hi'));
    await eventually(() => expect(service.calls.some(isTitleCall)).toBe(true));
    await session.generations.abortAll();
    await service.calls.find(isTitleCall)?.closedByClient;
    expect(session.conversation().title).toBe('hi');
  });
});
