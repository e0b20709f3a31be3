import { deepStrictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { textOf } from '#shared/conversation/conversation.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { Conversations } from '../../src/main/conversation/conversations.ts';
import { createConversationFiles } from '../../src/main/storage/conversation/documents.ts';
import { createSettingsFile } from '../../src/main/storage/settings.ts';
import { conversationOf, messageOf, openLibrary, startAnswer } from '../commit/library.ts';
import type { Measure, Row } from '../frame/subject.ts';

const BATCH_MS = 16;
const DELTAS = 16;
const SETTINGS_MS = 250;
/** An answer ends and the next one begins, each in turn. */
const TURN_MS = 1000;
const MESSAGE_KB = 1.5;

/** Four answers arrive, end and are saved while settings change. Fails when a text is not what was committed. */
export const measureLoop: Measure = async ({ folder, isTrial }) => {
  const seconds = isTrial ? 1 : 12;
  return [
    ...(await daily(join(folder, 'small'), { megabytes: isTrial ? 0.1 : 1, seconds, atMost: 10 })),
    ...(await daily(join(folder, 'large'), { megabytes: isTrial ? 0.2 : 20, seconds })),
  ];
};

async function daily(
  directory: string,
  load: { readonly megabytes: number; readonly seconds: number; readonly atMost?: number },
): Promise<readonly Row[]> {
  const { megabytes, seconds, atMost } = load;
  const files = createConversationFiles({ directory, clock: Date.now });
  const count = Math.ceil((megabytes * 1000) / MESSAGE_KB);
  const ids = Array.from({ length: 4 }, () => {
    const conversation = conversationOf(count);
    files.save({ conversation, version: 1 }, count);
    return conversation.id;
  });
  const conversations = openLibrary(directory);
  const settings = createSettingsFile({ directory });
  const idle = await delaysDuring(() => pause(2000));
  const busy = await delaysDuring(() => live(conversations, ids, { settings, seconds }));
  const name = `loop: conversations of ${megabytes} MB`;
  return [
    {
      name: `${name}, longest turn of 999 in 1,000`,
      value: busy.mostMs,
      unit: 'ms',
      anchor: { name: 'nothing to do', value: idle.mostMs },
      ...(atMost !== undefined && { target: { of: 'value', atMost } as const }),
    },
    {
      name: `${name}, longest of all`,
      value: busy.longestMs,
      unit: 'ms',
      anchor: { name: 'nothing to do', value: idle.longestMs },
    },
  ];
}

async function live(
  conversations: Conversations,
  ids: readonly ConversationId[],
  {
    settings,
    seconds,
  }: { readonly settings: ReturnType<typeof createSettingsFile>; readonly seconds: number },
): Promise<void> {
  const event = { type: 'text-delta', index: 0, delta: 'token ' } as const;
  const events = Array.from({ length: DELTAS }, () => event);
  const answers = ids.map((id) => ({ id, messageId: startAnswer(conversations, id), batches: 0 }));
  const batching = setInterval(() => {
    for (const answer of answers) {
      commit(conversations, answer, events);
      answer.batches += 1;
    }
  }, BATCH_MS);
  const changing = setInterval(() => {
    settings.change({ theme: settings.read().theme === 'dark' ? 'light' : 'dark' });
  }, SETTINGS_MS);
  for (let turn = 0; turn < seconds; turn += 1) {
    await pause(TURN_MS);
    const answer = answers[turn % answers.length];
    if (answer === undefined) continue;
    commit(conversations, answer, [{ type: 'finish', reason: 'stop' }]);
    const { messages } = conversations.get(answer.id);
    const expected = 'token '.repeat(answer.batches * DELTAS);
    deepStrictEqual(textOf(messageOf(messages, answer.messageId)), expected);
    answer.messageId = startAnswer(conversations, answer.id);
    answer.batches = 0;
  }
  clearInterval(batching);
  clearInterval(changing);
}

function commit(
  conversations: Conversations,
  { id, messageId }: { readonly id: ConversationId; readonly messageId: MessageId },
  events: readonly StreamEvent[],
): void {
  conversations.commit(id, { type: 'message-streamed', messageId, events, at: 0 });
}

async function delaysDuring(
  action: () => Promise<unknown>,
): Promise<{ readonly mostMs: number; readonly longestMs: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await action();
  delays.disable();
  return { mostMs: delays.percentile(99.9) / 1e6, longestMs: delays.max / 1e6 };
}
