import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../storage/testing/folder.ts';
import { createHeldConversations } from './held-conversations.ts';
import type { Held } from './held-conversations.ts';
import { newConversation, toHeld } from './loading.ts';
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

test('after a crash two answers of one conversation are interrupted and have their texts', () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  const question = ask(first, id);
  const answers = [startAnswer(first, id, question), startAnswer(first, id, question)];
  for (const [index, answer] of answers.entries()) stream(first, id, answer, `text ${index}`);

  const second = openLibrary(directory).conversations;
  expect(second.summaries()).toMatchObject([{ id, messageCount: 3 }]);
  for (const [index, answer] of answers.entries()) {
    expect(second.get(id).messages[answer]).toMatchObject({
      status: 'interrupted',
      parts: [{ type: 'text', text: `text ${index}` }],
    });
  }
  const third = openLibrary(directory).conversations;
  expect(third.get(id)).toEqual(second.get(id));
  expect(third.open(id).version).toBe(second.open(id).version);
});

test('after a crash a resumed answer keeps its old and its new text', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  const answer = turn(first, id);
  await first.flush();
  first.commit(id, { type: 'message-resumed', messageId: answer, at: NOW });
  stream(first, id, answer, ' it is');
  const recovered = openLibrary(directory).conversations.get(id);
  expect(recovered.messages[answer]).toMatchObject({
    status: 'interrupted',
    parts: [{ type: 'text', text: 'because it is' }],
  });
  expect(Object.keys(recovered.messages)).toHaveLength(2);
});

test('a crash between saving a file and removing its journal changes nothing', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  const answer = startAnswer(first, id, ask(first, id));
  stream(first, id, answer, 'once');
  const path = join(directory, 'conversations', `${id}.journal`);
  const journal = readFileSync(path);
  finish(first, id, answer);
  await first.flush();
  writeFileSync(path, journal);
  const second = openLibrary(directory).conversations;
  expect(second.get(id)).toEqual(first.get(id));
  expect(existsSync(path)).toBe(false);
});

test('a journal brings its conversation back when the file is gone', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  turn(first, id);
  first.commit(id, { type: 'titled', title: 'Kept', by: 'person' });
  await first.flush();
  const answer = startAnswer(first, id, ask(first, id));
  stream(first, id, answer, 'still here');
  for (const name of [`${id}.json`, `${id}.json.bak`]) {
    rmSync(join(directory, 'conversations', name), { force: true });
  }
  const second = openLibrary(directory).conversations;
  expect(second.summaries()).toMatchObject([{ id, title: 'Kept' }]);
  expect(second.get(id).messages[answer]).toMatchObject({ parts: [{ text: 'still here' }] });
});

test('a damaged journal is kept, listed, and does not hide the conversation', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const id = first.create({ model });
  turn(first, id);
  await first.flush();
  writeFileSync(join(directory, 'conversations', `${id}.journal`), 'not\na journal\n');
  const { conversations, events } = openLibrary(directory);
  expect(conversations.get(id)).toEqual(first.get(id));
  const [damaged] = conversations.damagedFiles();
  expect(readFileSync(join(directory, damaged?.name ?? ''), 'utf8')).toBe('not\na journal\n');
  expect(events.map(({ type }) => type)).toContain('damaged-files-changed');
});

test('what is left of a damaged file opens as a new conversation, and the others open as ever', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const [broken, whole] = [first.create({ model }), first.create({ model })];
  for (const id of [broken, whole]) {
    turn(first, id, turn(first, id));
    first.commit(id, { type: 'titled', title: 'Causes', by: 'model' });
  }
  await first.flush();
  const path = join(directory, 'conversations', `${broken}.json`);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, -200));
  rmSync(`${path}.bak`, { force: true });

  const { conversations, events } = openLibrary(directory);
  expect(conversations.get(whole)).toEqual(first.get(whole));
  expect(() => conversations.get(broken)).toThrow(/its file is damaged/);
  const recovered = conversations.summaries().find(({ title }) => title === '↺ Causes');
  expect(new Set(conversations.summaries().map(({ id }) => id))).toEqual(
    new Set([recovered?.id, whole]),
  );
  expect(conversations.damagedFiles()).toMatchObject([{ title: 'Causes', salvagedMessages: 3 }]);
  expect(recovered?.messageCount).toBe(3);
  const told = new Set(events.map(({ type }) => type));
  for (const type of ['summary-removed', 'summary-changed', 'damaged-files-changed'] as const) {
    expect(told).toContain(type);
  }

  await conversations.flush();
  const next = openLibrary(directory).conversations;
  expect(next.damagedFiles()).toEqual(conversations.damagedFiles());
  expect(next.summaries()).toEqual(expect.arrayContaining([...conversations.summaries()]));
});

test('two hundred broken files hide nothing else and none of them is lost', async () => {
  const directory = testFolder();
  const first = openLibrary(directory).conversations;
  const whole = first.create({ model });
  turn(first, whole);
  await first.flush();
  const folder = join(directory, 'conversations');
  for (let index = 0; index < 200; index += 1) {
    const name = `conv_${String(index).padStart(20, '0')}`;
    writeFileSync(
      join(folder, `${name}.json`),
      ['', '{', '\0\0', '[[[', '{"a":1}'][index % 5] ?? '',
    );
  }
  const { conversations } = openLibrary(directory);
  expect(conversations.summaries()).toMatchObject([{ id: whole }]);
  expect(conversations.damagedFiles()).toHaveLength(200);
  expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(200);
});

/** A conversation of 100 bytes at version 1 whose file is at another. */
function idle(savedVersion: number): Held {
  const stored = { conversation: newConversation(model, NOW), version: 1 };
  return toHeld(stored, { bytes: 100, readOnly: false, savedVersion });
}

test('memory lets go of idle conversations, the longest unused first, and of nothing else', () => {
  const held = createHeldConversations(250);
  const [unsaved, oldest, used, newest] = [idle(0), idle(1), idle(1), idle(1)];
  for (const one of [unsaved, oldest]) held.set(one);
  held.set(used);
  expect([...held.values()]).toEqual([unsaved, used]);
  held.get(unsaved.conversation.id);
  held.set(newest);
  expect([...held.values()]).toEqual([unsaved, newest]);
});
