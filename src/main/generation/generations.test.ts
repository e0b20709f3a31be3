import { describe, expect, it } from 'vitest';
import { textOf } from '#shared/conversation/conversation.ts';
import { toFailure } from '#shared/failure.ts';
import {
  endStream,
  openStream,
  refuse,
  streamText,
  writeChunk,
  writeDelta,
} from '../provider/testing/providers.ts';
import { testFolder } from '../storage/testing/folder.ts';
import {
  answering,
  eventually,
  isTitleCall,
  openSession,
  send,
  settled,
} from './testing/generation.ts';

function failureOfCall(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return toFailure(error);
  }
}

describe('sending a message', () => {
  it('adds it and fills an answer to it, measured, and ends once', async () => {
    const service = await answering((response) => {
      openStream(response);
      writeDelta(response, 'Hel');
      writeDelta(response, 'lo');
      writeChunk(response, { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } });
      endStream(response);
    });
    const session = await openSession(testFolder(), service);
    const answer = await settled(session, send(session, 'hi'));
    expect(answer).toMatchObject({
      status: 'complete',
      finishReason: 'stop',
      parts: [{ type: 'text', text: 'Hello' }],
      usage: { inputTokens: 3, outputTokens: 2 },
      route: [{ model: { modelId: 'm-1' }, server: service.baseUrl.replace('http://', '') }],
    });
    expect(answer.timing?.firstTokenMs).toBeLessThanOrEqual(answer.timing?.totalMs ?? 0);
    expect(session.generations.running()).toEqual([]);
    const changes = session.events.flatMap((event) =>
      event.type === 'conversation-changed' ? [event.change] : [],
    );
    const terminals = changes.flatMap((change) =>
      change.type === 'message-streamed'
        ? change.events.filter(({ type }) => type === 'finish')
        : [],
    );
    expect(terminals).toHaveLength(1);
    const measured = changes.findIndex(({ type }) => type === 'message-measured');
    expect(changes[measured + 1]).toMatchObject({ events: [{ type: 'finish' }] });
  });

  it('in a longer conversation brings the whole branch, and an edit only its own', async () => {
    const service = await answering((response, _, position) =>
      streamText(response, `r${position}`),
    );
    const session = await openSession(testFolder(), service);
    const first = await settled(session, send(session, 'a'));
    await settled(session, send(session, 'b', first.id));
    const edited = await settled(session, send(session, 'c', first.id));
    const calls = service.calls.filter((call) => !isTitleCall(call));
    expect(calls[1]?.body?.['messages']).toMatchObject([
      { content: 'a' },
      { content: 'r0' },
      { content: 'b' },
    ]);
    expect(calls[2]?.body?.['messages']).toMatchObject([
      { content: 'a' },
      { content: 'r0' },
      { content: 'c' },
    ]);
    expect(session.conversation().leafId).toBe(edited.id);
  });

  it('is refused when it is empty, or its parent unknown or still arriving', async () => {
    const service = await answering((response) => openStream(response));
    const session = await openSession(testFolder(), service);
    expect(failureOfCall(() => send(session, '  '))).toMatchObject({ code: 'invalid-input' });
    expect(failureOfCall(() => send(session, 'x', 'msg_00000000000000000000'))).toMatchObject({
      code: 'invalid-input',
    });
    const running = send(session, 'x');
    expect(failureOfCall(() => send(session, 'y', running))).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('still arriving'),
    });
    expect(session.generations.running()).toEqual([running]);
    await session.generations.abortAll();
  });

  it('is refused while the app ends, and goes when it does not end after all', async () => {
    const session = await openSession(testFolder(), null);
    const ended = session.generations.abortAll();
    expect(failureOfCall(() => send(session, 'too late'))).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('quitting'),
    });
    await ended;
    session.generations.reopen();
    expect(await settled(session, send(session, 'hi'))).toMatchObject({ status: 'complete' });
  });

  it('of which the provider fails leaves the failure on the answer', async () => {
    const service = await answering((response) => refuse(response, 401, 'bad key'));
    const session = await openSession(testFolder(), service);
    const answer = await settled(session, send(session, 'hi'));
    expect(answer).toMatchObject({
      status: 'failed',
      parts: [],
      // Nobody has given a key to the service.
      failure: { code: 'missing-credential' },
      route: [{ failure: { code: 'missing-credential' } }],
    });
  });
});

describe('waiting', () => {
  it('is told with its reason and its length, and when it is over', async () => {
    const service = await answering((response, _, position) => {
      if (position > 0) return streamText(response, 'At last');
      response.setHeader('retry-after', '5');
      return refuse(response, 429, 'slow down');
    });
    const session = await openSession(testFolder(), service);
    const answer = await settled(session, send(session, 'hi'));
    expect(textOf(answer)).toBe('At last');
    expect(session.waits).toMatchObject([{ reason: 'rate-limited' }, null]);
    expect(session.waits[0]?.durationMs).toBeGreaterThanOrEqual(5000);
  });

  it('too short to be read is not told', async () => {
    const service = await answering((response, _, position) =>
      position > 0 ? streamText(response, 'Soon') : refuse(response, 503, 'busy'),
    );
    const session = await openSession(testFolder(), service);
    await settled(session, send(session, 'hi'));
    expect(session.waits).toEqual([]);
  });
});

describe('stopping', () => {
  it('keeps what arrived and closes the connection', async () => {
    const service = await answering((response) => {
      openStream(response);
      writeDelta(response, 'half');
    });
    const session = await openSession(testFolder(), service);
    const messageId = send(session, 'hi');
    await eventually(() => expect(textOf(session.answer(messageId))).toBe('half'));
    session.generations.abort({ conversationId: session.id, messageId });
    const answer = await settled(session, messageId);
    expect(answer).toMatchObject({ status: 'aborted', finishReason: 'aborted' });
    expect(textOf(answer)).toBe('half');
    await service.calls[0]?.closedByClient;
    session.generations.abort({ conversationId: session.id, messageId });
    expect(session.answer(messageId)).toBe(answer);
  });

  it('everything resolves when every answer is committed', async () => {
    const session = await openSession(testFolder(), null);
    const first = send(session, 'show me markdown');
    const second = send(session, 'show me markdown');
    await session.generations.abortAll();
    expect(session.answer(first).status).toBe('aborted');
    expect(session.answer(second).status).toBe('aborted');
    expect(session.conversation().running).toEqual({});
    await session.generations.whenIdle();
  });
});

describe('answering again', () => {
  it('puts another answer beside the first, by another model if asked', async () => {
    const service = await answering((response, _, position) =>
      streamText(response, `r${position}`),
    );
    const session = await openSession(testFolder(), service);
    const first = await settled(session, send(session, 'hi'));
    const { replyId } = session.generations.regenerate({
      conversationId: session.id,
      messageId: first.id,
      model: { providerId: 'eliza', modelId: 'eliza-1966' },
    });
    const second = await settled(session, replyId);
    expect(second.parentId).toBe(first.parentId);
    expect(second.model.providerId).toBe('eliza');
    expect(session.conversation().leafId).toBe(second.id);
    expect(textOf(session.answer(first.id))).toBe('r0');
  });

  it('answers a question that has none', async () => {
    const session = await openSession(testFolder(), null);
    const messageId = session.answer(send(session, 'I am sad')).parentId;
    await session.generations.abortAll();
    session.generations.reopen();
    const { replyId } = session.generations.regenerate({ conversationId: session.id, messageId });
    expect(textOf(await settled(session, replyId))).toContain('you are sad');
  });
});

describe('continuing', () => {
  it('streams on in the same answer, asking with what it has', async () => {
    const service = await answering((response, _, position) => {
      if (position === 1) return streamText(response, 'two');
      openStream(response);
      writeDelta(response, 'one, ');
      return setTimeout(() => response.destroy(), 30);
    });
    const session = await openSession(testFolder(), service);
    const messageId = send(session, 'count');
    expect(await settled(session, messageId)).toMatchObject({ status: 'failed' });
    session.generations.resume({ conversationId: session.id, messageId });
    expect(session.answer(messageId).status).toBe('streaming');
    const answer = await settled(session, messageId);
    expect(answer).toMatchObject({
      status: 'complete',
      parts: [{ type: 'text', text: 'one, two' }],
    });
    expect(answer.failure).toBeUndefined();
    const calls = service.calls.filter((call) => !isTitleCall(call));
    expect(calls[1]?.body?.['messages']).toMatchObject([
      { role: 'user', content: 'count' },
      { role: 'assistant', content: 'one, ' },
      { role: 'user' },
    ]);
  });

  it('is refused for an answer that is still arriving', async () => {
    const session = await openSession(testFolder(), null);
    const messageId = send(session, 'hi');
    const resume = (): void =>
      session.generations.resume({ conversationId: session.id, messageId });
    expect(failureOfCall(resume)).toMatchObject({ code: 'invalid-input' });
    await session.generations.abortAll();
  });
});
