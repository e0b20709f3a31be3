import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { textOf } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { plainNodeArguments, testFolder } from '../storage/testing/folder.ts';
import { openLibrary } from './testing/library.ts';

/** Two at a time, each killed so many times. */
const LIBRARIES = 2;
const ROUNDS = 20;
const writer = fileURLToPath(new URL('testing/kill-writer.test-process.ts', import.meta.url));

/** What the writer said of one message: the least that must be there. */
interface Acknowledged {
  readonly conversationId: ConversationId;
  readonly batches: number;
  readonly complete: boolean;
}

test(
  `killed ${LIBRARIES * ROUNDS} times at any moment, the app loses nothing that was committed and leaves nothing behind`,
  { timeout: 120_000 },
  async () => {
    const libraries = Array.from({ length: LIBRARIES }, testFolder);
    const results = await Promise.allSettled(libraries.map(killRepeatedly));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  },
);

async function killRepeatedly(directory: string): Promise<void> {
  const acknowledged = new Map<MessageId, Acknowledged>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const line of await writeUntilKilled(directory)) note(acknowledged, line);
    const { conversations } = openLibrary(directory);
    expect(conversations.damagedFiles()).toEqual([]);
    for (const [messageId, expected] of acknowledged) {
      check(conversations.get(expected.conversationId), messageId, expected);
    }
    const names = readdirSync(join(directory, 'conversations'));
    expect(names.filter((name) => /\.(?:tmp-.*|new|journal)$/.test(name))).toEqual([]);
    expect(conversations.summaries()).toHaveLength(
      names.filter((name) => /^conv_.*\.json$/.test(name)).length,
    );
    // Half of the rounds end in order, with an index; the others leave what the crash left.
    if (round % 2 === 0) await conversations.flush();
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
}

/** The whole lines that a writer printed before it was killed, some moments after its first. */
async function writeUntilKilled(directory: string): Promise<string[]> {
  const output = join(directory, 'acknowledged');
  // A file, which unlike a pipe never makes the writer wait.
  const descriptor = openSync(output, 'w');
  const child = spawn(process.execPath, [...plainNodeArguments, writer, directory], {
    stdio: ['ignore', descriptor, 'inherit'],
  });
  closeSync(descriptor);
  const closed = once(child, 'close');
  try {
    while (statSync(output).size === 0 && child.exitCode === null) await pause(2);
    await pause(randomInt(60));
  } finally {
    child.kill('SIGKILL');
  }
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  return readFileSync(output, 'utf8').split('\n').slice(0, -1);
}

function note(acknowledged: Map<MessageId, Acknowledged>, line: string): void {
  const [conversationId, messageId, batches, complete] = line.split(' ');
  acknowledged.set(messageId as MessageId, {
    conversationId: conversationId as ConversationId,
    batches: Number(batches),
    complete: complete === 'complete',
  });
}

function check(conversation: Conversation, messageId: MessageId, expected: Acknowledged): void {
  const message = conversation.messages[messageId];
  if (message === undefined) throw new Error(`${messageId} is lost`);
  if (message.role === 'user') return;
  const batches = textOf(message).split(' ').length - 1;
  expect(batches).toBeGreaterThanOrEqual(expected.batches);
  expect(textOf(message)).toBe(Array.from({ length: batches }, (_, batch) => `${batch} `).join(''));
  expect(['complete', 'interrupted']).toContain(message.status);
  if (expected.complete) expect(message.status).toBe('complete');
}
