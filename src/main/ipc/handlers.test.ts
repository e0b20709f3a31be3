import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppEvent, ProcedureInput, ProcedureName, ProcedureOutput } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import { createConversations } from '../conversation/conversations.ts';
import { createMessageQueue } from '../generation/queue/queue.ts';
import type { MessageQueue } from '../generation/queue/queue.ts';
import { createGenerations } from '../generation/generations.ts';
import { createLazyHttp } from '../net/lazy-http.ts';
import { systemClock } from '../provider/call/clock.ts';
import { createProviders } from '../provider/providers.ts';
import { createConversationFiles } from '../storage/conversation/documents.ts';
import { createCredentialFile } from '../storage/credentials.ts';
import { createReplyJournal } from '../storage/conversation/journal.ts';
import { createTrashDays } from '../storage/trash-days.ts';
import { createSettingsFile } from '../storage/settings.ts';
import { createUnsent } from '../storage/unsent/unsent.ts';
import { handleCall } from './call.ts';
import { createHandlers } from './handlers.ts';

const ORIGIN = 'app://parley';
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-handlers-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** The whole main process without Electron, as a window sees it. */
function startMain() {
  const events: AppEvent[] = [];
  const shown: string[] = [];
  const clock = systemClock;
  const broadcast = (event: AppEvent): void => {
    // As it crosses: what does not survive cloning would not arrive.
    events.push(structuredClone(event));
  };
  const settings = createSettingsFile({ directory });
  const credentials = createCredentialFile({ directory, cipher: reversingCipher });
  const http = createLazyHttp();
  const providers = createProviders({ settings, credentials, http, clock, broadcast });
  const conversations = createConversations({
    files: createConversationFiles({ directory, clock: clock.now }),
    journal: createReplyJournal({ directory }),
    trashDays: createTrashDays({ directory }),
    broadcast,
    clock: clock.now,
  });
  const unsent = createUnsent({ directory, report: () => undefined });
  const generations = createGenerations({
    conversations,
    providers,
    clock,
    settings,
    onEnded: (id, terminal) => queue.answerEnded(id, terminal),
  });
  const queue: MessageQueue = createMessageQueue({
    conversations,
    send: generations.send,
    store: unsent.queues,
    broadcast,
    report: () => undefined,
  });
  const handlers = createHandlers({
    conversations,
    generations,
    providers,
    credentials,
    settings: { read: settings.read, change: (patch) => settings.change(patch as object) },
    importer: {
      survey: () => Promise.resolve(null),
      run: () => Promise.reject(new Error('nothing was surveyed')),
      cancel: () => undefined,
      undo: () => 0,
    },
    exporter: { export: () => Promise.resolve(null), lastPath: () => null },
    search: { find: () => Promise.resolve({ hits: [], hasMore: false, superseded: false }) },
    queue,
    drafts: unsent.drafts,
    handOver: { received: (handOverId) => shown.push(handOverId) },
    storageFailure: conversations.storageFailure,
    system: {
      openLink: async () => undefined,
      readClipboard: async () => 'from the clipboard',
      writeClipboard: async () => undefined,
      copyReport: async () => ({ count: 0 }),
      showFile: (name) => shown.push(name),
      showPath: (path) => void shown.push(path),
      readLicences: async () => 'licences',
      environment: {
        platform: 'linux',
        systemLanguage: 'en',
        appVersion: '0',
        dataFolder: '/data',
        sandboxed: true,
      },
    },
    network: {
      proxyPassword: () => credentials.status('_proxy'),
      writeProxyPassword: (password) => credentials.write('_proxy', password, { hint: false }),
      chooseCaFile: async () => null,
      inspectCertificate: http.inspectCertificate,
    },
    updates: {
      view: () => ({
        state: { phase: 'off' },
        checkedAt: null,
        host: null,
        pages: { releases: null, faults: null },
      }),
      check: async () => void shown.push('check'),
      download: async () => void shown.push('download'),
      cancel: () => shown.push('cancel'),
      restart: () => shown.push('restart'),
    },
    windows: {
      invoke: (command) => shown.push(command),
      showConversation: (id) => shown.push(id),
      quickPrompt: {
        hide: () => shown.push('hide'),
        hold: (by, active) => shown.push(`${by} ${active}`),
        resize: (height) => shown.push(`height ${height}`),
      },
    },
    desktop: {
      state: () => ({
        shortcut: { accelerator: '', status: 'off', arrived: false },
        tray: 'unavailable',
        startsAtLogin: 'off',
        notificationsRefused: false,
        toggleCommand: 'parley --toggle-quick',
        desktop: null,
      }),
      changeLogin: (startsAtLogin) => shown.push(`login ${startsAtLogin}`),
      shortcut: {
        record: (active) => shown.push(`record ${active}`),
        verify: (active) => shown.push(`verify ${active}`),
      },
      viewReported: (page, id) => shown.push(`${page} shows ${id}`),
    },
    now: clock.now,
  });
  const context = { handlers, isWindow: () => true, origin: ORIGIN, report: () => undefined };
  const sender = { sender: { id: 1 }, senderFrame: { origin: ORIGIN, parent: null } };

  async function call<Name extends ProcedureName>(
    name: Name,
    input: ProcedureInput<Name>,
  ): Promise<ProcedureOutput<Name>> {
    const reply = await handleCall(context, sender, name, input);
    if (!reply.ok) throw new Error(reply.failure.message);
    return structuredClone(reply.value) as ProcedureOutput<Name>;
  }

  async function refusal(name: ProcedureName, input: unknown): Promise<Failure | null> {
    const reply = await handleCall(context, sender, name, input);
    return reply.ok ? null : reply.failure;
  }

  return { call, refusal, events, shown, generations, conversations };
}

const reversingCipher = {
  backend: 'test',
  isAvailable: async () => true,
  encrypt: async (text: string) => new TextEncoder().encode(text).toReversed(),
  decrypt: async (bytes: Uint8Array) => ({
    text: new TextDecoder().decode(bytes.toReversed()),
    shouldReEncrypt: false,
  }),
};

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
