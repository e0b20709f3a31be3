import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { createId } from '#shared/id.ts';
import { createConversationFiles } from '../storage/conversation-files.ts';
import { createReplyJournal } from '../storage/reply-journal.ts';
import { createConversations } from './conversations.ts';

const clock = () => 1_800_000_000_000;

function openLibrary(directory: string) {
  const events: AppEvent[] = [];
  const files = createConversationFiles({ directory, clock });
  const journal = createReplyJournal({ directory });
  const broadcast = (event: AppEvent) => void events.push(event);
  return { conversations: createConversations({ files, journal, broadcast, clock }), events };
}

test('a turn is still there after a crash, the answer interrupted with its text', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-'));
  const { conversations } = openLibrary(directory);
  const model = { providerId: 'eliza', modelId: 'eliza-1966' };
  const id = conversations.create({ model });
  const question = createId('msg');
  const answer = createId('msg');
  conversations.commit(id, {
    type: 'message-added',
    message: {
      id: question,
      role: 'user',
      parentId: null,
      createdAt: 1,
      parts: [{ type: 'text', text: 'hi' }],
    },
  });
  conversations.commit(id, {
    type: 'message-started',
    message: {
      id: answer,
      role: 'assistant',
      parentId: question,
      createdAt: 2,
      model,
      parts: [],
      status: 'streaming',
    },
  });
  conversations.commit(id, {
    type: 'message-streamed',
    messageId: answer,
    at: 3,
    events: [{ type: 'text-delta', index: 0, delta: 'Hel' }],
  });
  const again = openLibrary(directory).conversations;
  expect(again.summaries()).toMatchObject([{ id, messageCount: 2 }]);
  expect(again.get(id).messages[answer]).toMatchObject({
    status: 'interrupted',
    parts: [{ type: 'text', text: 'Hel' }],
  });
});
