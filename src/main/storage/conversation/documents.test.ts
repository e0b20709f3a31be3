import { readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Conversation } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { Migration } from './migrations.ts';
import { conversationOf, loaded, openFiles, pathOf, save } from '../testing/conversation.ts';
import { testFolder } from '../testing/folder.ts';

test('a saved conversation is loaded as it was, with its version', () => {
  const directory = testFolder();
  const conversation = conversationOf(3);
  save(openFiles(directory), conversation, 17);
  expect(openFiles(directory).load(conversation.id)).toMatchObject({
    state: 'loaded',
    stored: { conversation, version: 17 },
    readOnly: false,
    unsaved: false,
    damaged: null,
  });
  expect(openFiles(directory).load(createId('conv'))).toEqual({ state: 'absent' });
});

test('the list is the same from the index, without it, with a damaged one and with an old one', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversations = [1, 2, 3].map((turns) => conversationOf(turns, `"Title" ${turns} {`));
  for (const conversation of conversations) save(files, conversation);
  const listed = () =>
    openFiles(directory)
      .list()
      .summaries.map(({ id, title, messageCount }) => ({ id, title, messageCount }))
      .toSorted((a, b) => a.messageCount - b.messageCount);
  const expected = conversations.map(({ id, title }, index) => ({
    id,
    title,
    messageCount: 2 * (index + 1),
  }));
  const index = join(directory, 'conversations', 'index.json');

  expect(listed()).toEqual(expected);
  files.writeIndex(files.list().summaries, []);
  expect(listed()).toEqual(expected);
  writeFileSync(index, readFileSync(index, 'utf8').slice(0, -20));
  expect(listed()).toEqual(expected);
  writeFileSync(index, '{"schemaVersion":99,"entries":[]}');
  expect(listed()).toEqual(expected);
  rmSync(index);
  expect(listed()).toEqual(expected);
});

test('a session that ended without writing the index costs no change', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const [kept, renamed] = [conversationOf(1), conversationOf(1)];
  save(files, kept);
  save(files, renamed);
  files.writeIndex(files.list().summaries, []);

  const crashed = openFiles(directory);
  crashed.list();
  save(crashed, { ...renamed, title: 'Another title' }, 2);
  const titles = openFiles(directory)
    .list()
    .summaries.map(({ title }) => title);
  expect(titles.toSorted()).toEqual(['A title', 'Another title']);
});

test('the list of an up-to-date index does not open any conversation', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversation = conversationOf(1);
  save(files, conversation);
  files.writeIndex(files.list().summaries, []);
  writeFileSync(pathOf(directory, conversation.id), 'unreadable');
  expect(openFiles(directory).list().summaries).toMatchObject([{ id: conversation.id }]);
});

test('a file whose summary cannot be told is left for loading', () => {
  const directory = testFolder();
  const id = createId('conv');
  openFiles(directory);
  writeFileSync(pathOf(directory, id), '\0'.repeat(8192));
  expect(openFiles(directory).list()).toMatchObject({ summaries: [], unlisted: [id] });
});

test('a newer file is shown and its bytes stay, also when it cannot be understood', () => {
  const directory = testFolder();
  const conversation = conversationOf(1);
  const path = pathOf(directory, conversation.id);
  const files = openFiles(directory);
  writeFileSync(
    path,
    JSON.stringify({
      schemaVersion: 2,
      version: 3,
      conversation: { ...conversation, color: 'red' },
    }),
  );
  expect(files.load(conversation.id)).toMatchObject({
    state: 'loaded',
    readOnly: 'newer',
    unsaved: false,
  });
  const strange = JSON.stringify({
    schemaVersion: 2,
    conversation: { id: conversation.id, pages: [] },
  });
  writeFileSync(path, strange);
  expect(openFiles(directory).load(conversation.id)).toMatchObject({
    state: 'unreadable',
    kind: 'not-understood',
    failure: { message: expect.stringMatching(/newer version of Parley/) },
  });
  expect(readFileSync(path, 'utf8')).toBe(strange);
});

test('an older file goes through every later migration, after it was copied', () => {
  const directory = testFolder();
  const conversation = conversationOf(1, 'first');
  save(openFiles(directory), conversation);
  const path = pathOf(directory, conversation.id);
  const before = readFileSync(path, 'utf8');
  const migrations = [retitle('second'), retitle('third')];

  const migrated = loaded(openFiles(directory, migrations).load(conversation.id));
  expect(migrated).toMatchObject({ unsaved: true, readOnly: false });
  expect(migrated.stored.conversation.title).toBe('first second third');
  const copy = join(directory, 'snapshots', 'conversations-v1', `${conversation.id}.json`);
  expect(readFileSync(copy, 'utf8')).toBe(before);

  save(openFiles(directory, migrations), migrated.stored.conversation, 2);
  expect(readFileSync(copy, 'utf8')).toBe(before);
  const again = loaded(openFiles(directory, migrations).load(conversation.id));
  expect(again).toMatchObject({ unsaved: false, stored: { version: 2 } });
  expect(again.stored.conversation.title).toBe('first second third');
});

/** A migration that adds a word to the title. */
function retitle(word: string): Migration {
  return (document) => {
    const conversation = document['conversation'] as Conversation;
    return {
      ...document,
      conversation: { ...conversation, title: `${conversation.title} ${word}` },
    };
  };
}

test('a removed conversation leaves nothing that could bring it back', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversation = conversationOf(1);
  save(files, conversation, 1);
  save(files, conversation, 2);
  files.remove(conversation.id);
  const left = readdirSync(join(directory, 'conversations')).filter((name) =>
    name.startsWith(conversation.id),
  );
  expect(left).toEqual([]);
});

test('a file that was replaced between two sessions is told from its size and time after a crash', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversation = conversationOf(1, 'one');
  save(files, conversation);
  files.writeIndex(files.list().summaries, []);
  save(files, { ...conversation, title: 'two' }, 2);
  utimesSync(pathOf(directory, conversation.id), 1, 1);
  expect(openFiles(directory).list().summaries).toMatchObject([{ title: 'two' }]);
});
