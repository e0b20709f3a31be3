import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMessage } from '#shared/conversation/conversation.ts';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { openLibrary } from '../conversation/testing/library.ts';
import {
  openStream,
  providerDependencies,
  refuse,
  startChatService,
  streamText,
  writeDelta,
} from '../provider/testing/providers.ts';
import type { ChatService } from '../provider/testing/providers.ts';
import { createProviders } from '../provider/providers.ts';
import { createGenerations } from './generations.ts';
import { answering, eventually, isTitleCall } from './testing/generation.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-fallback-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const gone: ModelRef = { providerId: 'prov_removed', modelId: 'm-9' };

/** One conversation whose model is that of the first service, and a chain of the others. */
async function openChain(...services: ChatService[]) {
  const dependencies = providerDependencies();
  const { settings, clock } = dependencies;
  const providers = createProviders(dependencies);
  const models: ModelRef[] = [];
  for (const [position, { baseUrl }] of services.entries()) {
    const input = { definitionId: 'openai-compatible', name: `Service ${position}`, baseUrl };
    models.push({ providerId: await providers.save(input), modelId: `m-${position}` });
  }
  const [model = gone, ...fallback] = models;
  const { conversations } = openLibrary(directory);
  const generations = createGenerations({ conversations, providers, clock, settings });
  const conversationId = conversations.create({ model });
  const of = (id: string) => {
    const message = findMessage(conversations.get(conversationId), id);
    if (message?.role !== 'assistant') throw new Error('there is no such answer');
    return message;
  };

  async function ended(id: AssistantMessage['id']): Promise<AssistantMessage> {
    await eventually(() => expect(of(id).status).not.toBe('streaming'));
    return of(id);
  }

  function ask(): Promise<AssistantMessage> {
    const parts = [{ type: 'text' as const, text: 'Hello' }];
    return ended(generations.send({ conversationId, parentId: null, parts }).replyId);
  }

  return { ask, ended, conversations, conversationId, generations, model, fallback, settings };
}

const limited = () =>
  answering((response) => {
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '3600' });
    response.end('{"error":{"message":"Slow down."}}');
  });
const friendly = () => answering((response) => streamText(response, 'Hello ', 'to you.'));

describe('a fallback chain', () => {
  it('answers by the next model, and the route says who failed and why', async () => {
    const services = [await limited(), await friendly()] as const;
    const { ask, settings, model, fallback } = await openChain(...services);
    settings.change({ fallback });
    const answer = await ask();
    expect(answer).toMatchObject({
      status: 'complete',
      model: fallback[0],
      parts: [{ type: 'text', text: 'Hello to you.' }],
    });
    expect(answer.route).toMatchObject([
      { model, server: serverOf(services[0]), failure: { code: 'rate-limited' } },
      { model: fallback[0], server: serverOf(services[1]) },
    ]);
    expect(answer.route?.[1]?.failure).toBeUndefined();
    expect(services[1].calls[0]?.body).toMatchObject({ model: 'm-1' });
  });

  it('of a conversation goes before that of the settings, even when it is empty', async () => {
    const session = await openChain(await limited(), await friendly(), await friendly());
    const { ask, conversations, conversationId, settings, fallback } = session;
    settings.change({ fallback: fallback.slice(0, 1) });
    const own = fallback.slice(1);
    conversations.commit(conversationId, { type: 'configured', fallback: own });
    expect((await ask()).model).toEqual(own[0]);
    conversations.commit(conversationId, { type: 'configured', fallback: [] });
    expect(await ask()).toMatchObject({ status: 'failed', failure: { code: 'rate-limited' } });
    conversations.commit(conversationId, { type: 'configured', fallback: null });
    expect((await ask()).model).toEqual(fallback[0]);
  });

  it('is kept with its conversation', async () => {
    const session = await openChain(await friendly(), await friendly());
    const { ask, conversations, conversationId, fallback } = session;
    await ask();
    conversations.commit(conversationId, { type: 'configured', fallback });
    await conversations.flush();
    expect(openLibrary(directory).conversations.get(conversationId).fallback).toEqual(fallback);
  });

  it('is not followed once anything was shown', async () => {
    const broken = await answering((response) => {
      openStream(response);
      writeDelta(response, 'Half');
      setTimeout(() => response.destroy(), 50);
    });
    const backup = await friendly();
    const { ask, settings, model, fallback } = await openChain(broken, backup);
    settings.change({ fallback });
    expect(await ask()).toMatchObject({
      status: 'failed',
      model,
      parts: [{ type: 'text', text: 'Half' }],
    });
    expect(backup.calls).toEqual([]);
  });

  it('passes over a model whose provider has no key or is gone, and says so', async () => {
    const session = await openChain(await limited(), await friendly());
    const { ask, settings, fallback } = session;
    const keyless: ModelRef = { providerId: 'anthropic', modelId: 'claude-opus-5-5' };
    settings.change({
      fallback: [gone, keyless, ...fallback],
      providers: [
        ...settings.read().providers,
        { id: 'anthropic', definitionId: 'anthropic', name: 'Anthropic', baseUrl: null },
      ],
    });
    const answer = await ask();
    expect(answer).toMatchObject({ status: 'complete', model: fallback[0] });
    expect(answer.route).toMatchObject([
      { failure: { code: 'rate-limited' } },
      { model: gone, durationMs: 0, failure: { code: 'invalid-input' } },
      { model: keyless, durationMs: 0, failure: { code: 'missing-credential' } },
      { model: fallback[0] },
    ]);
  });

  it('of which nobody answers fails as its first model failed, with every step in the route', async () => {
    const down = await answering((response) => refuse(response, 401, 'Wrong key.'));
    const empty = await answering((response) => {
      openStream(response);
      response.end('data: [DONE]\n\n');
    });
    const { ask, settings, model, fallback } = await openChain(await limited(), down, empty);
    settings.change({ fallback });
    const answer = await ask();
    expect(answer).toMatchObject({ status: 'failed', model, failure: { code: 'rate-limited' } });
    expect(answer.route?.map(({ failure }) => failure?.code)).toEqual([
      'rate-limited',
      'missing-credential',
      'empty-response',
    ]);
  });

  it('is not for an answer that one model was asked for, nor for a continuation', async () => {
    const backup = await friendly();
    const session = await openChain(await limited(), backup);
    const { ended, settings, generations, conversationId, model, fallback } = session;
    settings.change({ fallback });
    const { id: messageId } = await session.ask();
    const asked = () => backup.calls.filter((call) => !isTitleCall(call)).length;
    expect(asked()).toBe(1);
    const { replyId } = generations.regenerate({ conversationId, messageId, model });
    expect(await ended(replyId)).toMatchObject({ status: 'failed', model });
    generations.resume({ conversationId, messageId: replyId });
    expect(await ended(replyId)).toMatchObject({ status: 'failed', model });
    expect(asked()).toBe(1);
  });

  it('stops with the person: an abort asks nobody else', async () => {
    const silent = await startChatService(() => undefined);
    const backup = await friendly();
    const { generations, ended, settings, conversationId, fallback } = await openChain(
      silent,
      backup,
    );
    settings.change({ fallback });
    const parts = [{ type: 'text' as const, text: 'Hello' }];
    const { replyId } = generations.send({ conversationId, parentId: null, parts });
    await eventually(() => expect(silent.calls).toHaveLength(1));
    generations.abort({ conversationId, messageId: replyId });
    expect((await ended(replyId)).status).toBe('aborted');
    expect(backup.calls).toEqual([]);
  });
});

function serverOf({ baseUrl }: ChatService): string {
  return baseUrl.replace('http://', '');
}
