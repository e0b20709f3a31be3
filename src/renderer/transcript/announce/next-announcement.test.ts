import { expect, test } from 'vitest';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createId } from '#shared/id.ts';
import { nextAnnouncement } from './next-announcement.ts';

const model = { providerId: 'eliza', modelId: 'eliza-1966' };
const [question, answer] = [createId('msg'), createId('msg')];
const started: ConversationChange[] = [
  {
    type: 'message-added',
    message: { id: question, role: 'user', parentId: null, createdAt: 10, parts: [] },
  },
  {
    type: 'message-started',
    message: {
      id: answer,
      role: 'assistant',
      parentId: question,
      createdAt: 10,
      model,
      parts: [],
      status: 'streaming',
    },
  },
];
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

function streamed(before: Conversation, ...events: StreamEvent[]): Conversation {
  return applyChange(before, { type: 'message-streamed', messageId: answer, events, at: 11 });
}

const say = (delta: string): StreamEvent => ({ type: 'text-delta', index: 0, delta });
const arriving = started.reduce(applyChange, empty);

test('whole sentences are said as they come, the rest at the end, and nothing twice', () => {
  const first = streamed(arriving, say('One is here. Two is '));
  const heard = nextAnnouncement(first, null, 0);
  expect(heard).toMatchObject({ words: 'One is here.', ended: null });
  const second = streamed(first, say('not'));
  const waiting = nextAnnouncement(second, heard.listening, 0);
  expect(waiting.words).toBe('');
  const last = streamed(second, say(' whole'), { type: 'finish', reason: 'stop' });
  const end = nextAnnouncement(last, waiting.listening, 0);
  expect(end).toMatchObject({ listening: null, words: 'Two is not whole', ended: { id: answer } });
  expect(nextAnnouncement(last, end.listening, 0)).toEqual({
    listening: null,
    words: '',
    ended: null,
  });
});

test('of an answer that began before, only what follows is said', () => {
  const before = streamed(arriving, say('Old words. '));
  const heard = nextAnnouncement(before, null, 99);
  expect(heard.words).toBe('');
  const more = streamed(before, say('New words. '));
  expect(nextAnnouncement(more, heard.listening, 99).words).toBe('New words.');
});

test('an answer that fails ends with its failure, once', () => {
  const failure = { code: 'timed-out', message: 'm', retryable: true } as const;
  const { listening } = nextAnnouncement(arriving, null, 0);
  const failed = streamed(arriving, { type: 'error', failure });
  const end = nextAnnouncement(failed, listening, 0);
  expect(end).toMatchObject({ words: '', ended: { failure } });
  expect(nextAnnouncement(failed, end.listening, 0).ended).toBeNull();
});

test('what was read long ago is not said', () => {
  const done = streamed(arriving, say('Done.'), { type: 'finish', reason: 'stop' });
  expect(nextAnnouncement(done, null, 0)).toEqual({ listening: null, words: '', ended: null });
});
