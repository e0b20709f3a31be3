import { expect, test } from 'vitest';
import type { AppEvent, ProcedureInput } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { startMain } from './testing/main.ts';

function say(text: string): ProcedureInput<'message.send'>['parts'] {
  return [{ type: 'text', text }];
}

/** What a window makes of the events that it was told. */
function foldOf(
  start: Conversation,
  events: readonly AppEvent[],
  id: ConversationId,
): Conversation {
  return events.reduce(
    (conversation, event) =>
      event.type === 'conversation-changed' && event.conversationId === id
        ? applyChange(conversation, event.change)
        : conversation,
    start,
  );
}

test('a first message is answered offline, and a window that folds the events has what main has', async () => {
  const { call, events, generations } = startMain();
  const conversationId = await call('conversation.create', {});
  const before = await call('conversation.open', { conversationId });
  const parts = say('I am unhappy.');
  const { replyId } = await call('message.send', { conversationId, parentId: null, parts });
  await generations.whenIdle();
  const after = await call('conversation.open', { conversationId });
  const reply = after.conversation.messages[replyId];
  expect(reply).toMatchObject({ role: 'assistant', status: 'complete', finishReason: 'stop' });
  expect(reply && textOf(reply)).toMatch(/\w/);
  expect(foldOf(before.conversation, events, conversationId)).toEqual(after.conversation);
});

test('the trash ends the answer of its conversation, and what arrived comes back with it', async () => {
  const { call, generations } = startMain();
  const conversationId = await call('conversation.create', {});
  const parts = say('Tell me about my mother and my father.');
  const { replyId } = await call('message.send', { conversationId, parentId: null, parts });
  await call('conversation.trash', { conversationId, trashed: true });
  await generations.whenIdle();
  const trashed = await call('conversation.open', { conversationId });
  expect(trashed.conversation.trashedAt).not.toBeNull();
  expect(trashed.conversation.messages[replyId]).toMatchObject({ status: 'aborted' });
  await call('conversation.trash', { conversationId, trashed: false });
  const restored = await call('conversation.open', { conversationId });
  expect(restored.conversation.trashedAt).toBeNull();
  expect(restored.conversation.messages[replyId]).toMatchObject({ status: 'aborted' });
});

test('a branch is shown down to its newest leaf', async () => {
  const { call, generations } = startMain();
  const conversationId = await call('conversation.create', {});
  const first = await call('message.send', { conversationId, parentId: null, parts: say('One') });
  await generations.whenIdle();
  const second = await call('message.send', { conversationId, parentId: null, parts: say('Two') });
  await generations.whenIdle();
  const { messageId } = first;
  await call('conversation.select-branch', { conversationId, messageId });
  const opened = await call('conversation.open', { conversationId });
  expect(opened.conversation.leafId).toBe(first.replyId);
  expect(second.replyId in opened.conversation.messages).toBe(true);
});

test('a credential goes in and never comes out', async () => {
  const { call, events } = startMain();
  const credential = 'sk-canary-1234567890abcdef';
  const providerId = await call('provider.save', {
    definitionId: 'openai-compatible',
    name: 'Mine',
    baseUrl: 'http://127.0.0.1:9/v1',
    credential,
  });
  const opened = await call('app.open', {});
  const tested = await call('provider.test', { providerId });
  expect(opened.providers.find(({ id }) => id === providerId)?.credential).toEqual({
    present: true,
    state: 'ready',
    hint: 'cdef',
    audience: ['http://127.0.0.1:9'],
    kept: 'system',
  });
  expect(tested.ok).toBe(false);
  expect(JSON.stringify([opened, tested, events])).not.toContain(credential);
});

test('only a file that is listed as damaged is shown', async () => {
  const { refusal, shown } = startMain();
  const failure = await refusal('damaged-file.show', { name: '../../etc/passwd' });
  expect(failure?.code).toBe('invalid-input');
  expect(shown).toEqual([]);
});

test('a window asks for what concerns the windows, and for nothing else', async () => {
  const { call, refusal, shown } = startMain();
  expect(await call('clipboard.read', {})).toEqual({ text: 'from the clipboard' });
  await call('quick-prompt.resize', { height: 120.5 });
  await call('quick-prompt.hold', { by: 'composition', active: true });
  await call('quick-prompt.hide', {});
  await call('command.invoke', { command: 'settings.open' });
  expect(shown).toEqual(['height 120.5', 'composition true', 'hide', 'settings.open']);
  expect(await refusal('command.invoke', { command: 'app.quit' })).toMatchObject({
    code: 'invalid-input',
  });
  expect(await refusal('quick-prompt.resize', { height: Number.NaN })).toMatchObject({
    code: 'invalid-input',
  });
});

test('a window says what it shows and what it wants of the desktop', async () => {
  const { call, refusal, shown } = startMain();
  await call('window.report-view', { page: 'main', conversationId: null });
  await call('shortcut.record', { active: true });
  await call('shortcut.verify', { active: false });
  await call('login.change', { startsAtLogin: true });
  expect(shown).toEqual(['main shows null', 'record true', 'verify false', 'login true']);
  expect(
    await refusal('settings.change', { shortcuts: { quickPrompt: 'Space+Space' } }),
  ).toMatchObject({ code: 'invalid-input' });
});
