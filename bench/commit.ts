/**
 * What a streamed batch and the start of the app cost main: `npx node bench/commit.ts`.
 *
 * A batch committed into a conversation of 10,000 messages beside one of 10, in turn in one run; the list of 5,000
 * conversations from the index beside parsing their files. Times differ between machines; the ratios are what counts.
 * Fails when a text, a count or what a crash would leave is not what was committed.
 */
import { deepStrictEqual, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Conversations } from '../src/main/conversation/conversations.ts';

const noElectron = new URL('../e2e/no-electron.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: noElectron, format: 'module-typescript', shortCircuit: true }
      : next(name, context),
});
const { createConversationFiles } = await import('../src/main/storage/conversation/documents.ts');
const { createReplyJournal } = await import('../src/main/storage/conversation/journal.ts');
const { createConversations } = await import('../src/main/conversation/conversations.ts');

const ROUNDS = 30;
const BATCHES = 200;
const DELTAS = 16;
const model = { providerId: 'openai', modelId: 'gpt' };
const clock = Date.now;

const folder = mkdtempSync(join(tmpdir(), 'bench-commit-'));
try {
  await batches(join(folder, 'batches'));
  await listing(join(folder, 'listing'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function batches(directory: string): Promise<void> {
  const files = createConversationFiles({ directory, clock });
  const small = conversationOf(10);
  const large = conversationOf(10_000);
  files.save({ conversation: small, version: 1 }, 10);
  files.save({ conversation: large, version: 1 }, 10_000);

  const conversations = openLibrary(directory);
  const runs = [small, large].map(({ id }) => ({
    id,
    messageId: start(conversations, id),
    times: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const run of round % 2 === 0 ? runs : runs.toReversed()) {
      run.times.push(streamRound(conversations, run.id, run.messageId));
    }
  }

  const expected = 'token '.repeat(ROUNDS * BATCHES * DELTAS);
  const crashed = openLibrary(directory);
  for (const { id, messageId } of runs) {
    deepStrictEqual(textOf(messageOf(conversations.get(id).running, messageId)), expected);
    deepStrictEqual(textOf(messageOf(crashed.get(id).messages, messageId)), expected);
  }
  deepStrictEqual(
    conversations
      .summaries()
      .map(({ messageCount }) => messageCount)
      .toSorted((a, b) => a - b),
    [12, 10_002],
  );
  const [tens = 0, thousands = 0] = runs.map(({ times }) => median(times) / BATCHES);
  print(`a batch of ${DELTAS} deltas into      10 messages`, `${(tens * 1000).toFixed(1)} µs`);
  print(`a batch of ${DELTAS} deltas into  10,000 messages`, `${(thousands * 1000).toFixed(1)} µs`);
  print('  ratio', (thousands / tens).toFixed(2));
}

async function listing(directory: string): Promise<void> {
  const files = createConversationFiles({ directory, clock });
  for (let index = 0; index < 5000; index += 1) {
    files.save({ conversation: conversationOf(10), version: 1 }, 10);
  }
  const rebuilt = timed(() => createConversationFiles({ directory, clock }).list());
  files.writeIndex(rebuilt.value.summaries, []);
  const listed: number[] = [];
  const parsed: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { milliseconds, value } = timed(() =>
      createConversationFiles({ directory, clock }).list(),
    );
    deepStrictEqual(value.summaries.length, 5000);
    deepStrictEqual(new Set(value.summaries), new Set(rebuilt.value.summaries));
    listed.push(milliseconds);
    parsed.push(timed(() => parseAll(join(directory, 'conversations'))).milliseconds);
  }
  print('list of 5,000 from the index', `${median(listed).toFixed(1)} ms`);
  print(
    'list of 5,000 without it, from the heads of files',
    `${rebuilt.milliseconds.toFixed(1)} ms`,
  );
  print('parsing all 5,000 files', `${median(parsed).toFixed(1)} ms`);
  print('  ratio', (median(listed) / median(parsed)).toFixed(3));
}

function parseAll(directory: string): void {
  let parsed = 0;
  for (const name of readdirSync(directory)) {
    if (!name.startsWith('conv_')) continue;
    JSON.parse(readFileSync(join(directory, name), 'utf8'));
    parsed += 1;
  }
  ok(parsed === 5000);
}

function openLibrary(directory: string): Conversations {
  return createConversations({
    files: createConversationFiles({ directory, clock }),
    journal: createReplyJournal({ directory }),
    // A window gets a copy of every change.
    broadcast: (event) => void structuredClone(event),
    clock,
  });
}

function start(conversations: Conversations, id: ConversationId): MessageId {
  const { leafId: parentId } = conversations.get(id);
  const [asked, answered] = [createId('msg'), createId('msg')];
  conversations.commit(id, {
    type: 'message-added',
    message: { id: asked, role: 'user', parentId, createdAt: 0, parts: [] },
  });
  conversations.commit(id, {
    type: 'message-started',
    message: {
      id: answered,
      role: 'assistant',
      parentId: asked,
      createdAt: 0,
      model,
      parts: [],
      status: 'streaming',
    },
  });
  return answered;
}

function streamRound(
  conversations: Conversations,
  id: ConversationId,
  messageId: MessageId,
): number {
  const event = { type: 'text-delta', index: 0, delta: 'token ' } as const;
  const events = Array.from({ length: DELTAS }, () => event);
  return timed(() => {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      conversations.commit(id, { type: 'message-streamed', messageId, events, at: 0 });
    }
  }).milliseconds;
}

/** A straight conversation of messages of about 1.5 kB. */
function conversationOf(length: number): Conversation {
  const messages: Record<MessageId, Message> = {};
  let parentId: MessageId | null = null;
  for (let index = 0; index < length; index += 1) {
    const id = createId('msg');
    const parts = [{ type: 'text' as const, text: `${index} ${'lorem ipsum '.repeat(120)}` }];
    messages[id] =
      parentId === null || index % 2 === 0
        ? { id, role: 'user', parentId, createdAt: index, parts }
        : { id, role: 'assistant', parentId, createdAt: index, parts, model, status: 'complete' };
    parentId = id;
  }
  return {
    id: createId('conv'),
    title: 'A conversation',
    titledBy: 'model',
    createdAt: 0,
    updatedAt: 0,
    model,
    instructions: '',
    parameters: {},
    pinned: false,
    trashedAt: null,
    messages,
    running: {},
    leafId: parentId,
  };
}

function messageOf(record: Record<MessageId, Message>, id: MessageId): Message {
  const message = record[id];
  ok(message !== undefined);
  return message;
}

function timed<Value>(action: () => Value): { milliseconds: number; value: Value } {
  const from = performance.now();
  const value = action();
  return { milliseconds: performance.now() - from, value };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(what: string, result: string): void {
  process.stdout.write(`${what.padEnd(52)} ${result}\n`);
}
