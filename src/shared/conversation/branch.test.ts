import { expect, test } from 'vitest';
import { createId } from '#shared/id.ts';
import { lastOfBranch } from './branch.ts';
import type { Conversation, UserMessage } from './conversation.ts';

const model = { providerId: 'eliza', modelId: 'eliza-1966' };

function asked(parentId: UserMessage['parentId']): UserMessage {
  return { id: createId('msg'), role: 'user', parentId, createdAt: 0, parts: [] };
}

test('the last message of a role is that of the visible branch', () => {
  const shown = asked(null);
  const hidden = asked(null);
  const conversation: Conversation = {
    id: createId('conv'),
    title: '',
    titledBy: 'nobody',
    createdAt: 0,
    updatedAt: 0,
    model,
    instructions: '',
    parameters: {},
    pinned: false,
    trashedAt: null,
    messages: { [shown.id]: shown, [hidden.id]: hidden },
    running: {},
    leafId: shown.id,
  };
  expect(lastOfBranch(conversation, 'user')).toBe(shown);
  expect(lastOfBranch(conversation, 'assistant')).toBeUndefined();
  expect(lastOfBranch({ ...conversation, leafId: null }, 'user')).toBeUndefined();
});
