import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyChange } from '#shared/conversation/change.ts';
import { changeSchema } from '#shared/conversation/change-schema.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import type { AssistantMessage, Conversation, Message } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { interruptRunning, replayJournal } from './journal-recovery.ts';
import { createReplyJournal } from './journal.ts';
import type { Journal, ReplyJournal } from './journal.ts';
import { testFolder } from '../testing/folder.ts';

const model = { providerId: 'eliza', modelId: 'eliza-1966' };
const first: Conversation = {
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

const noFile = { conversation: first, version: -1 };

/** Every kind of change. Two turns, the second with two answers at a time; the last one is still streaming. */
function story(): ConversationChange[] {
  const [q1, a1, q2, a2, a3] = Array.from({ length: 5 }, () => createId('msg'));
  if (!q1 || !a1 || !q2 || !a2 || !a3) throw new Error('no ids');
  return [
    question(q1, null),
    answer(a1, q1),
    text(a1, 'one '),
    text(a1, 'ü\n"two"'),
    end(a1),
    { type: 'titled', title: 'named', by: 'model' },
    question(q2, a1),
    answer(a2, q2),
    text(a2, 'x'),
    answer(a3, q2),
    text(a3, 'y'),
    text(a2, 'xx'),
    {
      type: 'message-measured',
      messageId: a2,
      route: [{ model, durationMs: 5, server: 'a.example' }],
      timing: { firstTokenMs: 2, totalMs: 5 },
    },
    end(a2),
    { type: 'configured', instructions: 'be brief', fallback: [model] },
    { type: 'pinned', pinned: true },
    { type: 'leaf-selected', leafId: a2 },
    { type: 'trashed', at: 9 },
    { type: 'message-resumed', messageId: a2, at: 10 },
    text(a2, ' and on'),
    { type: 'message-interrupted', messageId: a2 },
    text(a3, 'yy'),
  ];
}

function question(id: Message['id'], parentId: Message['id'] | null): ConversationChange {
  const parts = [{ type: 'text' as const, text: 'q' }];
  return { type: 'message-added', message: { id, role: 'user', parentId, createdAt: 1, parts } };
}

function answer(id: Message['id'], parentId: Message['id']): ConversationChange {
  const message = { id, role: 'assistant', parentId, createdAt: 2, model, parts: [] } as const;
  return { type: 'message-started', message: { ...message, parts: [], status: 'streaming' } };
}

function text(messageId: Message['id'], delta: string): ConversationChange {
  const events = [{ type: 'text-delta', index: 0, delta } as const];
  return { type: 'message-streamed', messageId, at: 3, events };
}

function end(messageId: Message['id']): ConversationChange {
  const events = [{ type: 'finish', reason: 'stop' } as const];
  return { type: 'message-streamed', messageId, at: 4, events };
}

/** The conversation after each number of changes. */
function statesOf(changes: readonly ConversationChange[]): Conversation[] {
  const states = [first];
  for (const change of changes) states.push(applyChange(states.at(-1) ?? first, change));
  return states;
}

/** A journal on disk that begins at one state and has the changes up to another. */
function writeJournal(directory: string, from: number, to: number, changes = story()): Journal {
  const states = statesOf(changes);
  const journal = createReplyJournal({ directory });
  for (let version = from + 1; version <= to; version += 1) {
    const change = changes[version - 1];
    const conversation = states[version - 1];
    if (change === undefined || conversation === undefined) throw new Error('no such change');
    journal.append({ conversation, version: version - 1 }, { version, change });
  }
  return read(createReplyJournal({ directory }));
}

function read(journal: ReplyJournal): Journal {
  const result = journal.read(first.id);
  if (typeof result === 'string') throw new Error(`the journal is ${result}`);
  return result;
}

function pathOf(directory: string): string {
  return join(directory, 'conversations', `${first.id}.journal`);
}

test('the story has every kind of change that there is', () => {
  const kinds = changeSchema.options.map(({ shape }) => shape.type.value);
  expect(new Set(story().map(({ type }) => type))).toEqual(new Set(kinds));
});

test('a journal is read back as it was written, by the next session', () => {
  const directory = testFolder();
  const changes = story();
  const journal = writeJournal(directory, 0, changes.length, changes);
  expect(journal.header).toEqual({ schemaVersion: 1, version: 0, shell: first });
  expect(journal.entries).toEqual(changes.map((change, index) => ({ version: index + 1, change })));
  expect(journal.damaged).toBe(false);
  expect(createReplyJournal({ directory }).leftovers()).toEqual([first.id]);
});

test('its own journals are no leftovers, and a removed one is none for anybody', () => {
  const directory = testFolder();
  const journal = createReplyJournal({ directory });
  const entry = { version: 1, change: { type: 'pinned', pinned: true } } as const;
  journal.append({ conversation: first, version: 0 }, entry);
  expect(journal.leftovers()).toEqual([]);
  journal.remove(first.id);
  expect(existsSync(pathOf(directory))).toBe(false);
  journal.append({ conversation: first, version: 5 }, { ...entry, version: 6 });
  expect(read(createReplyJournal({ directory }))).toMatchObject({
    header: { version: 5 },
    entries: [{ version: 6 }],
  });
});

test('file and journal give the newer state, wherever each of them ended', () => {
  const changes = story();
  const states = statesOf(changes);
  const directory = testFolder();
  for (let from = 0; from < changes.length; from += 1) {
    for (let to = from + 1; to <= changes.length; to += 1) {
      const journal = writeJournal(directory, from, to, changes);
      for (let saved = from; saved <= changes.length; saved += 1) {
        const conversation = states[saved] ?? first;
        const newest = Math.max(saved, to);
        expect(
          replayJournal({ conversation, version: saved }, journal),
          `journal ${from} to ${to}, file ${saved}`,
        ).toEqual({ conversation: states[newest], version: newest });
      }
    }
  }
});

test('a missing or older file loses nothing that file or journal hold', () => {
  const changes = story();
  const states = statesOf(changes);
  const directory = testFolder();
  for (let from = 1; from < changes.length; from += 1) {
    const journal = writeJournal(directory, from, changes.length, changes);
    const expected = states.at(-1) ?? first;
    for (const saved of [null, ...Array.from({ length: from }, (_, version) => version)]) {
      const conversation = saved === null ? first : (states[saved] ?? first);
      const file = { conversation, version: saved ?? -1 };
      const result = replayJournal(file, journal).conversation;
      const found = { ...result.messages, ...result.running };
      for (const id of Object.keys(conversation.messages)) expect(found).toHaveProperty(id);
      for (const id of Object.keys(journal.header?.shell.running ?? {})) {
        const wanted = id in expected.messages ? expected.messages : expected.running;
        expect(found).toHaveProperty(id, wanted[id as Message['id']]);
      }
      expect(result).toMatchObject({ id: first.id, title: expected.title });
      expect(Object.keys(result.messages).some((id) => id in result.running)).toBe(false);
      if (result.leafId !== null) expect(found).toHaveProperty(result.leafId);
    }
  }
});

test('cut off at any byte, a journal gives a state that there was', () => {
  const changes = story();
  const states = statesOf(changes);
  const directory = testFolder();
  writeJournal(directory, 0, changes.length, changes);
  const whole = readFileSync(pathOf(directory));
  let last = changes.length;
  for (let length = whole.length - 1; length >= 0; length -= 7) {
    truncateSync(pathOf(directory), length);
    const journal = createReplyJournal({ directory }).read(first.id);
    if (journal === 'empty') {
      expect(length).toBeLessThan(whole.length / 2);
      continue;
    }
    if (typeof journal === 'string') throw new Error(`${journal} at ${length}`);
    const { conversation, version } = replayJournal(noFile, journal);
    expect(conversation).toEqual(states[version]);
    expect(journal.damaged).toBe(false);
    expect(version).toBeLessThanOrEqual(last);
    last = version;
  }
});

test('a broken line in the middle is told, and costs what it said alone', () => {
  const changes = story();
  const directory = testFolder();
  writeJournal(directory, 0, changes.length, changes);
  const lines = readFileSync(pathOf(directory), 'utf8').split('\n');
  lines[4] = lines[4]?.replace('message', 'massage') ?? '';
  writeFileSync(pathOf(directory), lines.join('\n'));
  const journal = read(createReplyJournal({ directory }));
  expect(journal.damaged).toBe(true);
  expect(journal.entries.map(({ version }) => version)).not.toContain(4);
  expect(journal.entries).toHaveLength(changes.length - 1);
});

test('a journal of another format is damaged, an empty one is empty', () => {
  const directory = testFolder();
  const journal = createReplyJournal({ directory });
  expect(journal.read(first.id)).toBe('none');
  appendFileSync(pathOf(directory), '');
  expect(journal.read(first.id)).toBe('empty');
  appendFileSync(pathOf(directory), 'once upon\na time\n');
  expect(journal.read(first.id)).toBe('damaged');
  const name = journal.keepDamaged(first.id, 0);
  expect(readFileSync(join(directory, name), 'utf8')).toBe('once upon\na time\n');
});

test('what was streaming is interrupted and keeps its text', () => {
  const changes = story();
  const conversation = changes.reduce(applyChange, first);
  const interrupted = interruptRunning({ conversation, version: changes.length });
  expect(interrupted.version).toBe(changes.length + 1);
  expect(interrupted.conversation.running).toEqual({});
  const answers = Object.values(interrupted.conversation.messages).filter(
    (message): message is AssistantMessage => message.role === 'assistant',
  );
  expect(answers.map(({ status }) => status)).toEqual(['complete', 'interrupted', 'interrupted']);
  expect(answers.at(-1)?.parts).toEqual([{ type: 'text', text: 'yyy' }]);
});
