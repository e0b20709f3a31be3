import { expect, test } from 'vitest';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type {
  AssistantMessage,
  Conversation,
  UserMessage,
} from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { MessageId } from '#shared/id.ts';
import { shapeOf } from './shape.ts';

const model = { providerId: 'eliza', modelId: 'eliza-1966' };
const empty: Conversation = {
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
  messages: {},
  running: {},
  leafId: null,
};

const asked = (parentId: MessageId | null, createdAt: number): UserMessage => ({
  id: createId('msg'),
  role: 'user',
  parentId,
  createdAt,
  parts: [{ type: 'text', text: 'Hello' }],
});

const answering = (parentId: MessageId, createdAt: number): AssistantMessage => ({
  id: createId('msg'),
  role: 'assistant',
  parentId,
  createdAt,
  model,
  parts: [],
  status: 'streaming',
});

const fold = (...changes: ConversationChange[]) => changes.reduce(applyChange, empty);

const question = asked(null, 1);
const answer = answering(question.id, 2);
const streaming = fold(
  { type: 'message-added', message: question },
  { type: 'message-started', message: answer },
);

test('a token and the end of an answer keep the shape by identity', () => {
  const shape = shapeOf(streaming);
  const token = applyChange(streaming, {
    type: 'message-streamed',
    messageId: answer.id,
    events: [{ type: 'text-delta', index: 0, delta: 'Hi' }],
    at: 3,
  });
  const afterToken = shapeOf(token, { conversation: streaming, shape });
  const settled = applyChange(token, {
    type: 'message-streamed',
    messageId: answer.id,
    events: [{ type: 'finish', reason: 'stop' }],
    at: 4,
  });
  expect(afterToken).toBe(shape);
  expect(shapeOf(settled, { conversation: token, shape: afterToken })).toBe(shape);
});

test('an edit shows its own branch and both are children of one parent', () => {
  const shape = shapeOf(streaming);
  const edited = asked(null, 5);
  const next = applyChange(streaming, { type: 'message-added', message: edited });
  const nextShape = shapeOf(next, { conversation: streaming, shape });
  expect(nextShape.branch).toEqual([edited.id]);
  expect(nextShape.children.get(null)).toEqual([question.id, edited.id]);
});

test('another branch keeps the children by identity', () => {
  const edited = asked(null, 5);
  const before = applyChange(streaming, { type: 'message-added', message: edited });
  const shape = shapeOf(before);
  const after = applyChange(before, { type: 'leaf-selected', leafId: answer.id });
  const nextShape = shapeOf(after, { conversation: before, shape });
  expect(nextShape.branch).toEqual([question.id, answer.id]);
  expect(nextShape.children).toBe(shape.children);
});
