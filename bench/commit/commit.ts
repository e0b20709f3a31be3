import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Conversations } from '../../src/main/conversation/conversations.ts';
import { createConversationFiles } from '../../src/main/storage/conversation/documents.ts';
import { inRounds, timed } from '../frame/rounds.ts';
import type { Measure, Row } from '../frame/subject.ts';
import { conversationOf, messageOf, openLibrary, startAnswer } from './library.ts';

const DELTAS = 16;
const clock = Date.now;

interface Sizes {
  readonly rounds: number;
  readonly batches: number;
  readonly messages: number;
  readonly conversations: number;
}

/** Fails when a text, a count or what a crash would leave is not what was committed. */
export const measureCommits: Measure = async ({ folder, isTrial }) => {
  const sizes = isTrial
    ? { rounds: 2, batches: 5, messages: 100, conversations: 20 }
    : { rounds: 30, batches: 200, messages: 10_000, conversations: 5000 };
  return [
    await batches(join(folder, 'batches'), sizes),
    ...(await listing(join(folder, 'listing'), sizes)),
  ];
};

async function batches(
  directory: string,
  { rounds, batches: count, messages }: Sizes,
): Promise<Row> {
  const files = createConversationFiles({ directory, clock });
  const small = conversationOf(10);
  const large = conversationOf(messages);
  files.save({ conversation: small, version: 1 }, 10);
  files.save({ conversation: large, version: 1 }, messages);

  const conversations = openLibrary(directory);
  const runs = [small, large].map(({ id }) => ({ id, messageId: startAnswer(conversations, id) }));
  const [ofSmall, ofLarge] = runs.map(({ id, messageId }) => () => ({
    milliseconds: streamRound(conversations, { conversationId: id, messageId, count }),
  }));
  ok(ofSmall !== undefined && ofLarge !== undefined);
  const spent = await inRounds(rounds, { ofSmall, ofLarge });

  const expected = 'token '.repeat(rounds * count * DELTAS);
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
    [12, messages + 2],
  );
  const microseconds = (milliseconds: number): number => (milliseconds / count) * 1000;
  return {
    name: `commit: a batch of ${DELTAS} deltas into ${messages} messages`,
    value: microseconds(spent.ofLarge.milliseconds),
    unit: 'µs',
    anchor: { name: 'into 10 messages', value: microseconds(spent.ofSmall.milliseconds) },
    target: { of: 'ratio', atMost: 1.5 },
  };
}

async function listing(directory: string, sizes: Sizes): Promise<readonly Row[]> {
  const count = sizes.conversations;
  const files = createConversationFiles({ directory, clock });
  for (let index = 0; index < count; index += 1) {
    files.save({ conversation: conversationOf(10), version: 1 }, 10);
  }
  const rebuilt = timed(() => createConversationFiles({ directory, clock }).list());
  files.writeIndex(rebuilt.value.summaries, []);
  const spent = await inRounds(5, {
    listing: () => {
      const { milliseconds, value } = timed(() =>
        createConversationFiles({ directory, clock }).list(),
      );
      deepStrictEqual(value.summaries.length, count);
      deepStrictEqual(new Set(value.summaries), new Set(rebuilt.value.summaries));
      return { milliseconds };
    },
    parsing: () => ({
      milliseconds: timed(() => parseAll(join(directory, 'conversations'), count)).milliseconds,
    }),
  });
  const anchor = { name: 'parsing all files', value: spent.parsing.milliseconds };
  return [
    {
      name: `commit: the list of ${count} conversations`,
      value: spent.listing.milliseconds,
      unit: 'ms',
      anchor,
      target: { of: 'ratio', atMost: 0.1 },
    },
    {
      name: 'commit: the same without the index, once',
      value: rebuilt.milliseconds,
      unit: 'ms',
      anchor,
    },
  ];
}

function parseAll(directory: string, count: number): void {
  let parsed = 0;
  for (const name of readdirSync(directory)) {
    if (!name.startsWith('conv_')) continue;
    JSON.parse(readFileSync(join(directory, name), 'utf8'));
    parsed += 1;
  }
  deepStrictEqual(parsed, count);
}

function streamRound(
  conversations: Conversations,
  run: {
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
    readonly count: number;
  },
): number {
  const { conversationId, messageId, count } = run;
  const event = { type: 'text-delta', index: 0, delta: 'token ' } as const;
  const events = Array.from({ length: DELTAS }, () => event);
  return timed(() => {
    for (let batch = 0; batch < count; batch += 1) {
      conversations.commit(conversationId, { type: 'message-streamed', messageId, events, at: 0 });
    }
  }).milliseconds;
}
