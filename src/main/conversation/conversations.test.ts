import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationId } from '#shared/id.ts';
import { testFolder } from '../storage/testing/folder.ts';
import {
  NOW,
  ask,
  finish,
  model,
  openLibrary,
  startAnswer,
  stream,
  turn,
} from './testing/library.ts';

const DAY = 24 * 60 * 60 * 1000;

function typesOf(events: readonly AppEvent[]): string[] {
  return events.map(({ type }) => type);
}

function pathOf(directory: string, id: ConversationId, extension = 'json'): string {
  return join(directory, 'conversations', `${id}.${extension}`);
}

function titleIn(directory: string, id: ConversationId): string {
  return JSON.parse(readFileSync(pathOf(directory, id), 'utf8')).conversation.title;
}

test('a mirror that folds what it is told has what main has, wherever it opened', () => {
  const { conversations, events } = openLibrary(testFolder());
  const id = conversations.create({ model });
  const question = ask(conversations, id);
  const answer = startAnswer(conversations, id, question);
  const opened = structuredClone(conversations.open(id));
  expect(opened.readOnly).toBe(false);
  for (const delta of ['one ', 'two ', 'three']) stream(conversations, id, answer, delta);
  finish(conversations, id, answer);
  turn(conversations, id, answer);

  let { conversation: mirror, version } = opened;
  for (const event of events) {
    if (event.type !== 'conversation-changed' || event.version <= version) continue;
    expect(event.version).toBe(version + 1);
    mirror = applyChange(mirror, event.change);
    version += 1;
  }
  expect(mirror).toEqual(conversations.get(id));
  expect(version).toBe(conversations.open(id).version);
});

test('the summary is told when it changes and not with every delta', () => {
  const { conversations, events } = openLibrary(testFolder());
  const id = conversations.create({ model });
  const answer = startAnswer(conversations, id, ask(conversations, id));
  events.length = 0;
  for (const delta of ['a', 'b', 'c']) stream(conversations, id, answer, delta);
  expect(typesOf(events)).toEqual(Array(3).fill('conversation-changed'));
  conversations.commit(id, { type: 'titled', title: 'Causes', by: 'model' });
  expect(typesOf(events).slice(3)).toEqual(['conversation-changed', 'summary-changed']);
  expect(conversations.summaries()).toMatchObject([{ id, title: 'Causes', messageCount: 2 }]);
});

test('a change that changes nothing is not told and takes no version', () => {
  const { conversations, events } = openLibrary(testFolder());
  const id = conversations.create({ model });
  const answer = turn(conversations, id);
  const { version } = conversations.open(id);
  events.length = 0;
  stream(conversations, id, answer, 'too late');
  expect(events).toEqual([]);
  expect(conversations.open(id).version).toBe(version);
});

test('a conversation without a message is not in the library and not on disk', async () => {
  const directory = testFolder();
  const { conversations, events } = openLibrary(directory);
  const id = conversations.create({ model });
  conversations.commit(id, { type: 'configured', instructions: 'be brief' });
  await conversations.flush();
  expect(conversations.summaries()).toEqual([]);
  expect(typesOf(events)).toEqual(['conversation-changed']);
  expect(readdirSync(join(directory, 'conversations')).join()).not.toContain('conv_');
  ask(conversations, id);
  expect(openLibrary(directory).conversations.get(id).instructions).toBe('be brief');
});

test('an unknown conversation and one of a newer Parley refuse changes in words', async () => {
  const directory = testFolder();
  const { conversations } = openLibrary(directory);
  const id = conversations.create({ model });
  expect(() => conversations.get('conv_unknown')).toThrow(/does not exist/);
  turn(conversations, id);
  await conversations.flush();
  const newer = readFileSync(pathOf(directory, id), 'utf8').replace(
    '"schemaVersion":1',
    '"schemaVersion":9',
  );
  writeFileSync(pathOf(directory, id), newer);

  const later = openLibrary(directory).conversations;
  expect(later.open(id)).toMatchObject({ readOnly: true, conversation: { id } });
  expect(() => later.commit(id, { type: 'pinned', pinned: true })).toThrow(/newer version/);
  await later.flush();
  expect(readFileSync(pathOf(directory, id), 'utf8')).toBe(newer);
});

test('an answer is saved once, when it ends; until then its journal has it', async () => {
  const directory = testFolder();
  const { conversations, saves } = openLibrary(directory);
  const id = conversations.create({ model });
  const answer = startAnswer(conversations, id, ask(conversations, id));
  for (let batch = 0; batch < 50; batch += 1) stream(conversations, id, answer, 'x');
  expect(saves).toEqual([]);
  finish(conversations, id, answer);
  await vi.waitFor(() => expect(saves).toEqual([id]));
  expect(readdirSync(join(directory, 'conversations'))).not.toContain(`${id}.journal`);
});

test('changes of an idle conversation are gathered into one save', async () => {
  const directory = testFolder();
  const { conversations, saves } = openLibrary(directory);
  const id = conversations.create({ model });
  turn(conversations, id);
  await conversations.flush();
  saves.length = 0;
  for (let edit = 0; edit < 50; edit += 1) {
    conversations.commit(id, { type: 'titled', title: `title ${edit}`, by: 'person' });
  }
  await conversations.flush();
  expect(saves).toEqual([id]);
  expect(titleIn(directory, id)).toBe('title 49');
});

test('a session that flushes leaves an index, no journal and nothing to recover', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  const answer = startAnswer(first, id, ask(first, id));
  stream(first, id, answer, 'half');
  await first.flush();
  expect(readdirSync(join(directory, 'conversations')).toSorted()).toEqual([
    `${id}.json`,
    'index.json',
  ]);
  stream(first, id, answer, ' and more');
  const second = openLibrary(directory);
  expect(second.conversations.get(id).messages[answer]).toMatchObject({
    status: 'interrupted',
    parts: [{ type: 'text', text: 'half and more' }],
  });
});

test('a save that fails is said, tried again by itself, and loses nothing', async () => {
  const directory = testFolder();
  const { conversations, events } = openLibrary(directory);
  const id = conversations.create({ model });
  const inTheWay = join(pathOf(directory, id), 'in-the-way');
  mkdirSync(inTheWay, { recursive: true });
  const answer = turn(conversations, id);
  await expect(conversations.flush()).rejects.toThrow(/^Cannot save conv_/);
  expect(conversations.storageFailure()).toMatchObject({ code: 'storage-failed' });
  expect(events.filter(({ type }) => type === 'storage-changed')).toHaveLength(1);
  expect(conversations.get(id).messages[answer]).toBeDefined();

  rmSync(pathOf(directory, id), { recursive: true });
  await vi.waitFor(() => expect(conversations.storageFailure()).toBeNull(), { timeout: 15_000 });
  expect(events.at(-1)).toEqual({ type: 'storage-changed', failure: null });
  expect(openLibrary(directory).conversations.get(id)).toEqual(conversations.get(id));
});

test('where the journal cannot be written, the file is, with the running answer', async () => {
  const directory = testFolder();
  const { conversations, saves } = openLibrary(directory);
  const id = conversations.create({ model });
  mkdirSync(join(pathOf(directory, id, 'journal'), 'in-the-way'), { recursive: true });
  const answer = startAnswer(conversations, id, ask(conversations, id));
  stream(conversations, id, answer, 'half');
  await vi.waitFor(() => expect(saves.length).toBeGreaterThan(0));
  rmSync(pathOf(directory, id, 'journal'), { recursive: true });
  const recovered = openLibrary(directory).conversations.get(id).messages[answer];
  expect(recovered).toMatchObject({ status: 'interrupted', parts: [{ text: 'half' }] });
  await conversations.flush();
});

test('the trash is emptied of what has been in it for 30 days', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const [old, recent, kept] = [0, 1, 2].map(() => {
    const id = first.create({ model });
    turn(first, id);
    return id;
  });
  if (!old || !recent || !kept) throw new Error('no ids');
  first.commit(old, { type: 'trashed', at: NOW });
  first.commit(recent, { type: 'trashed', at: NOW + DAY });
  await first.flush();
  const later = openLibrary(directory, NOW + 30 * DAY).conversations;
  expect(
    later
      .summaries()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([recent, kept].toSorted());
  expect(readdirSync(join(directory, 'conversations')).join()).not.toContain(old);
});
