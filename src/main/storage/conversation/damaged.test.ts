import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { branchTo } from '#shared/conversation/branch.ts';
import type { Message } from '#shared/conversation/conversation.ts';
import { conversationOf, loaded, openFiles, pathOf, save } from '../testing/conversation.ts';
import { testFolder } from '../testing/folder.ts';

test('a damaged file is moved aside unchanged and restored from its backup and its own whole messages', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const longer = conversationOf(20);
  const keys = Object.keys(longer.messages).slice(0, 30);
  const shorter = {
    ...longer,
    messages: Object.fromEntries(Object.entries(longer.messages).slice(0, 30)),
    leafId: keys.at(-1) as Message['id'],
  };
  save(files, shorter, 1);
  save(files, longer, 2);
  const path = pathOf(directory, longer.id);
  const broken = readFileSync(path).subarray(0, statSync(path).size - 150);
  writeFileSync(path, broken);

  const restored = loaded(openFiles(directory).load(longer.id));
  expect(restored).toMatchObject({ unsaved: true, damaged: { title: 'A title' } });
  expect(Object.keys(restored.stored.conversation.messages)).toEqual(
    Object.keys(longer.messages).slice(0, 39),
  );
  expect(restored.damaged?.salvagedMessages).toBe(39);
  expect(restored.stored.conversation.leafId).toBe(Object.keys(longer.messages)[38]);
  const aside = readFileSync(join(directory, restored.damaged?.name ?? ''));
  expect(aside.equals(broken)).toBe(true);
  expect(openFiles(directory).list().damagedFiles).toEqual([restored.damaged]);
});

test('a file that is gone is taken from its backup', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversation = conversationOf(2);
  save(files, conversation, 1);
  save(files, conversation, 2);
  rmSync(pathOf(directory, conversation.id));
  expect(openFiles(directory).list().unlisted).toEqual([conversation.id]);
  expect(loaded(openFiles(directory).load(conversation.id)).stored).toEqual({
    conversation,
    version: 1,
  });
});

test('whatever happens to the bytes of a file, its original is kept and no whole message is lost', () => {
  const directory = testFolder();
  for (let seed = 0; seed < 200; seed += 1) {
    const files = openFiles(directory);
    const conversation = conversationOf(6);
    save(files, conversation);
    const path = pathOf(directory, conversation.id);
    const good = readFileSync(path);
    const bad = damage(good, seed);
    writeFileSync(path, bad);
    const result = files.load(conversation.id);
    if (result.state === 'loaded') {
      // What is still a conversation is taken for one.
      expect(result.stored.conversation.id).toBe(conversation.id);
      continue;
    }
    if (result.state !== 'salvaged') throw new Error(`seed ${seed}: ${result.state}`);
    const { messages, damaged } = result;
    expect(readFileSync(join(directory, damaged.name)).equals(bad)).toBe(true);
    expect(existsSync(path)).toBe(false);
    const text = bad.toString('utf8');
    const whole = Object.values(conversation.messages).filter(({ id, ...rest }) =>
      text.includes(`"${id}":${JSON.stringify({ id, ...rest })}`),
    );
    expect(messages).toEqual(expect.arrayContaining(whole));
  }
});

test('salvaged messages make a tree that can be walked', () => {
  const directory = testFolder();
  const files = openFiles(directory);
  const conversation = conversationOf(10);
  save(files, conversation);
  save(files, { ...conversation, messages: {}, leafId: null }, 2);
  const path = pathOf(directory, conversation.id);
  const text = readFileSync(`${path}.bak`, 'utf8');
  writeFileSync(path, text.slice(text.length / 2));
  const { messages } = loaded(files.load(conversation.id)).stored.conversation;
  expect(Object.keys(messages).length).toBeGreaterThan(0);
  for (const id of Object.keys(messages)) {
    expect(branchTo({ ...conversation, messages }, id as Message['id'])[0]?.parentId).toBeNull();
  }
});

/** One of the ways in which disks and programs break files, chosen by the seed. */
function damage(good: Buffer, seed: number): Buffer {
  const random = createHash('sha256').update(String(seed)).digest();
  const position = random.readUInt32BE(0) % good.length;
  const bytes = Buffer.from(good);
  switch (seed % 6) {
    case 0:
      return bytes.subarray(0, position);
    case 1:
      return bytes.fill(0, position, Math.min(position + 512, bytes.length));
    case 2:
      bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << (random.readUInt8(4) % 8)), position);
      return bytes;
    case 3:
      return Buffer.concat([bytes.subarray(0, position), bytes.subarray(position + 97)]);
    case 4:
      return Buffer.concat([bytes.subarray(position), bytes.subarray(0, position)]);
    default:
      return Buffer.from(['[]', '7', '"text"', 'null', ''][random.readUInt8(5) % 5] ?? '');
  }
}
