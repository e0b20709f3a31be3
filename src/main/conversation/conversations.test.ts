import { setTimeout as pause } from 'node:timers/promises';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { AppEvent } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import { FailureError } from '#shared/failure.ts';
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

const DAY_MS = 24 * 60 * 60 * 1000;

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
  const { checksum: _, ...document } = JSON.parse(readFileSync(pathOf(directory, id), 'utf8'));
  const newer = JSON.stringify({ ...document, schemaVersion: 9 });
  writeFileSync(pathOf(directory, id), newer);

  const later = openLibrary(directory).conversations;
  expect(later.open(id)).toMatchObject({ readOnly: 'newer', conversation: { id } });
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

function append(): never {
  throw new FailureError({ code: 'storage-failed', message: 'full', retryable: true });
}

test('where the journal cannot be written, the file is, with the running answer', async () => {
  const directory = testFolder();
  const { conversations, saves } = openLibrary(directory, NOW, { journal: { append } });
  const id = conversations.create({ model });
  const answer = startAnswer(conversations, id, ask(conversations, id));
  stream(conversations, id, answer, 'half');
  await vi.waitFor(() => expect(saves.length).toBeGreaterThan(0));
  const recovered = openLibrary(directory).conversations.get(id).messages[answer];
  expect(recovered).toMatchObject({ status: 'interrupted', parts: [{ text: 'half' }] });
  await conversations.flush();
});

test('saving works again when something was saved, not when a new answer puts it off', async () => {
  const directory = testFolder();
  const { conversations, events } = openLibrary(directory);
  const id = conversations.create({ model });
  const inTheWay = join(pathOf(directory, id), 'in-the-way');
  mkdirSync(inTheWay, { recursive: true });
  const first = turn(conversations, id);
  await vi.waitFor(() => expect(conversations.storageFailure()).not.toBeNull());
  const answer = startAnswer(conversations, id, ask(conversations, id, first));
  // Longer than the first retry.
  await pause(1500);
  expect(conversations.storageFailure()).not.toBeNull();
  rmSync(pathOf(directory, id), { recursive: true });
  finish(conversations, id, answer);
  await vi.waitFor(() => expect(conversations.storageFailure()).toBeNull());
  expect(events.filter(({ type }) => type === 'storage-changed')).toHaveLength(2);
});

/** Three conversations; the first two are in the trash, the second one day later. */
async function fillTrash(directory: string) {
  const first = openLibrary(directory).conversations;
  const [old, recent, kept] = [0, 1, 2].map(() => {
    const id = first.create({ model });
    turn(first, id);
    return id;
  });
  if (!old || !recent || !kept) throw new Error('no ids');
  first.commit(old, { type: 'trashed', at: NOW });
  first.commit(recent, { type: 'trashed', at: NOW + DAY_MS });
  await first.flush();
  return { old, recent, kept };
}

function idsIn(directory: string, day: number): Set<ConversationId> {
  const { conversations } = openLibrary(directory, NOW + day * DAY_MS);
  return new Set(conversations.summaries().map(({ id }) => id));
}

test('the trash is emptied of what has been in it for 30 days', async () => {
  const directory = testFolder();
  const { old, recent, kept } = await fillTrash(directory);
  for (let day = 0; day < 30; day += 1) expect(idsIn(directory, day).size).toBe(3);
  expect(idsIn(directory, 30)).toEqual(new Set([recent, kept]));
  expect(readdirSync(join(directory, 'conversations')).join()).not.toContain(old);
  expect(idsIn(directory, 31)).toEqual(new Set([kept]));
});

test('no clock that is wrong empties the trash', async () => {
  const directory = testFolder();
  await fillTrash(directory);
  for (const day of [0, 400, 1, 400, -20_000 + 1, 2, 4000]) {
    for (let start = 0; start < 3; start += 1) expect(idsIn(directory, day).size).toBe(3);
  }
});

test('what the index has in the trash and the file has not is not removed', async () => {
  const directory = testFolder();
  const { old, recent, kept } = await fillTrash(directory);
  for (let day = 0; day < 30; day += 1) idsIn(directory, day);
  const index = join(directory, 'conversations', 'index.json');
  const text = readFileSync(index, 'utf8');
  writeFileSync(index, text.replaceAll('"trashedAt":null', `"trashedAt":${NOW}`));
  for (let day = 30; day < 64; day += 1) idsIn(directory, day);
  expect(idsIn(directory, 64)).toEqual(new Set([kept]));
  expect(new Set([old, recent])).not.toContain(kept);
});

test('a conversation that is removed while a change of it waits to be saved stays removed', async () => {
  const directory = testFolder();
  let day = 0;
  const clock = (): number => NOW + day * DAY_MS;
  const { conversations } = openLibrary(directory, clock);
  const id = conversations.create({ model });
  turn(conversations, id);
  conversations.commit(id, { type: 'trashed', at: NOW });
  for (day = 0; day < 30; day += 1) conversations.emptyTrash();
  conversations.commit(id, { type: 'pinned', pinned: true });
  conversations.emptyTrash();
  await conversations.flush();
  expect(conversations.summaries()).toEqual([]);
  expect(readdirSync(join(directory, 'conversations'))).toEqual(['index.json']);
});
