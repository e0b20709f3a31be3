import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { testFolder } from '../storage/testing/folder.ts';
import type { Conversations } from './conversations.ts';
import { ask, finish, model, openLibrary, startAnswer, stream, turn } from './testing/library.ts';

function pathOf(directory: string, id: ConversationId, extension = 'json'): string {
  return join(directory, 'conversations', `${id}.${extension}`);
}

/** A link to nothing: the system does not give what is there, as with permissions or a disk that is away. */
function hide(path: string): () => void {
  const away = `${path}.away`;
  renameSync(path, away);
  symlinkSync(`${path}.nowhere`, path);
  return () => {
    rmSync(path);
    renameSync(away, path);
  };
}

/** A library with two whole conversations. */
async function twoConversations() {
  const directory = testFolder();
  const { conversations } = openLibrary(directory);
  const [one, other] = [conversations.create({ model }), conversations.create({ model })];
  for (const id of [one, other]) {
    turn(conversations, id);
    conversations.commit(id, { type: 'titled', title: 'first', by: 'person' });
  }
  await conversations.flush();
  return { directory, conversations, one, other };
}

/** As after a crash: the index is not trusted. */
function forgetIndex(directory: string): void {
  rmSync(join(directory, 'conversations', 'index.json'));
}

function textsIn(conversations: Conversations, id: ConversationId): string[] {
  return Object.values(conversations.get(id).messages).map(textOf);
}

describe('one entry of the folder that cannot be read', () => {
  test.each([
    ['a link to nothing', (path: string) => symlinkSync('nowhere', path)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a file that is too long', (path: string) => makeSparse(path, 2 ** 29 + 1)],
  ])('that is %s stops nothing, whatever its name', async (_, make) => {
    const { directory, conversations, one, other } = await twoConversations();
    forgetIndex(directory);
    make(pathOf(directory, createId('conv')));
    make(join(directory, 'conversations', 'x.damaged-2026.json'));
    make(join(directory, 'settings.damaged-2026.json'));
    make(pathOf(directory, createId('conv'), 'journal'));
    const next = openLibrary(directory).conversations;
    expect(new Set(next.summaries().map(({ id }) => id))).toEqual(new Set([one, other]));
    expect(next.get(one)).toEqual(conversations.get(one));
    expect(next.damagedFiles().length).toBeGreaterThanOrEqual(3);
    expect(next.storageFailure()).toBeNull();
    await next.flush();
  });

  test('is shown from its backup, is not changed, and is itself again when the system gives it', async () => {
    const { directory, conversations, one } = await twoConversations();
    conversations.commit(one, { type: 'titled', title: 'second', by: 'person' });
    await conversations.flush();
    forgetIndex(directory);
    const giveBack = hide(pathOf(directory, one));
    const { conversations: next, events } = openLibrary(directory);
    expect(next.summaries()).toContainEqual(expect.objectContaining({ id: one, title: 'first' }));
    expect(next.open(one)).toMatchObject({
      readOnly: 'unreadable',
      conversation: { title: 'first' },
    });
    expect(next.damagedFiles()).toMatchObject([
      { name: `conversations/${one}.json`, kind: 'unreadable', title: 'first' },
    ]);
    expect(() => next.commit(one, { type: 'pinned', pinned: true })).toThrow(/cannot be read/);
    await next.flush();
    giveBack();
    expect(next.open(one)).toMatchObject({ readOnly: false, conversation: { title: 'second' } });
    expect(next.damagedFiles()).toEqual([]);
    expect(events).toContainEqual({ type: 'damaged-files-changed', damagedFiles: [] });
  });

  test('that can never be read is set aside, and its backup taken', async () => {
    const { directory, conversations, one } = await twoConversations();
    conversations.commit(one, { type: 'titled', title: 'second', by: 'person' });
    await conversations.flush();
    rmSync(pathOf(directory, one));
    mkdirSync(pathOf(directory, one));
    const next = openLibrary(directory).conversations;
    expect(next.open(one)).toMatchObject({ readOnly: false, conversation: { title: 'first' } });
    expect(next.damagedFiles()).toMatchObject([{ kind: 'damaged' }]);
    await next.flush();
    expect(openLibrary(directory).conversations.get(one).title).toBe('first');
  });
});

function makeSparse(path: string, length: number): void {
  writeFileSync(path, '');
  truncateSync(path, length);
}

/** A library whose first conversation was getting an answer. */
async function crash() {
  const { directory, conversations, one } = await twoConversations();
  const question = ask(conversations, one, conversations.get(one).leafId);
  const answer = startAnswer(conversations, one, question);
  stream(conversations, one, answer, 'half an answer');
  return { directory, one, question, answer };
}

describe('a journal that a crash left', () => {
  test('whose conversation cannot be read at the start is folded in when it can be', async () => {
    const { directory, one, answer } = await crash();
    const giveBack = hide(pathOf(directory, one));
    rmSync(pathOf(directory, one, 'json.bak'), { force: true });
    const next = openLibrary(directory).conversations;
    expect(() => next.open(one)).toThrow();
    giveBack();
    expect(next.open(one).conversation.messages[answer]).toMatchObject({
      status: 'interrupted',
      parts: [{ text: 'half an answer' }],
    });
    next.commit(one, { type: 'titled', title: 'third', by: 'person' });
    await next.flush();
    expect(textsIn(openLibrary(directory).conversations, one)).toContain('half an answer');
  });

  test('that cannot be read keeps its conversation from being changed, and is folded in later', async () => {
    const { directory, one, answer } = await crash();
    const giveBack = hide(pathOf(directory, one, 'journal'));
    const next = openLibrary(directory).conversations;
    expect(next.open(one).readOnly).toBe('unreadable');
    expect(next.damagedFiles()).toMatchObject([{ kind: 'unreadable' }]);
    await next.flush();
    giveBack();
    expect(next.open(one)).toMatchObject({
      readOnly: false,
      conversation: { messages: { [answer]: { status: 'interrupted' } } },
    });
    expect(next.damagedFiles()).toEqual([]);
    await next.flush();
  });

  test('with a broken first line gives the lines below it, and is kept', async () => {
    const { directory, one, answer } = await crash();
    const path = pathOf(directory, one, 'journal');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('schemaVersion', 'schemaVersiom'));
    const next = openLibrary(directory).conversations;
    expect(next.get(one).messages[answer]).toMatchObject({
      status: 'interrupted',
      parts: [{ text: 'half an answer' }],
    });
    expect(next.damagedFiles()).toMatchObject([{ kind: 'damaged', title: 'first' }]);
  });

  test('with a broken first line and no file beside it gives its messages', async () => {
    const { directory, one } = await crash();
    const path = pathOf(directory, one, 'journal');
    writeFileSync(path, `garbage${readFileSync(path, 'utf8').slice(9)}`);
    for (const extension of ['json', 'json.bak'])
      rmSync(pathOf(directory, one, extension), { force: true });
    const next = openLibrary(directory).conversations;
    expect(textsIn(next, one)).toEqual(expect.arrayContaining(['why?', 'half an answer']));
  });

  test.each(['\0'.repeat(4096), 'one line of something else', 'a\nb\n', '{}\n'])(
    'that holds nothing of a journal (%#) is kept and listed',
    async (text) => {
      const { directory, one } = await crash();
      writeFileSync(pathOf(directory, one, 'journal'), text);
      const next = openLibrary(directory).conversations;
      const [damaged] = next.damagedFiles();
      expect(readFileSync(join(directory, damaged?.name ?? ''), 'utf8')).toBe(text);
      expect(existsSync(pathOf(directory, one, 'journal'))).toBe(false);
    },
  );

  test('and holds no change yet is nothing to speak of', async () => {
    const { directory, one } = await crash();
    const path = pathOf(directory, one, 'journal');
    const [header = ''] = readFileSync(path, 'utf8').split('\n');
    for (const text of ['', header.slice(0, 10), header.slice(0, -5), `${header}\n`]) {
      writeFileSync(path, text);
      expect(openLibrary(directory).conversations.damagedFiles()).toEqual([]);
      expect(existsSync(path)).toBe(false);
    }
  });
});

describe('a file that is JSON but no longer what was written', () => {
  test('is told, and restored whole from its backup', async () => {
    const { directory, conversations, one } = await twoConversations();
    conversations.commit(one, { type: 'pinned', pinned: true });
    await conversations.flush();
    const path = pathOf(directory, one);
    writeFileSync(path, readFileSync(path, 'utf8').replace('because', 'becausf'));
    const next = openLibrary(directory).conversations;
    expect(textsIn(next, one)).toContain('because');
    expect(next.damagedFiles()).toMatchObject([{ kind: 'damaged', title: 'first' }]);
  });

  test('and has no backup is told, and opens as it is', async () => {
    const { directory, one } = await twoConversations();
    const path = pathOf(directory, one);
    rmSync(`${path}.bak`, { force: true });
    writeFileSync(path, readFileSync(path, 'utf8').replace('because', 'becausf'));
    const next = openLibrary(directory).conversations;
    expect(textsIn(next, one)).toContain('becausf');
    expect(next.damagedFiles()).toHaveLength(1);
  });

  test('with any bit of it turned is told or harmless', async () => {
    const { directory, one, conversations } = await twoConversations();
    const expected = conversations.get(one);
    const path = pathOf(directory, one);
    const whole = readFileSync(path);
    writeFileSync(`${path}.bak`, whole);
    for (let bit = 3; bit < whole.length * 8; bit += 101) {
      const turned = Buffer.from(whole);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(path, turned);
      const folder = join(directory, 'conversations');
      const next = openLibrary(directory).conversations;
      expect(next.get(one), `bit ${bit}`).toEqual(expected);
      for (const name of readdirSync(folder))
        if (name.includes('.damaged-')) rmSync(join(folder, name));
    }
  });

  test('of a version without checksums is read as ever', async () => {
    const { directory, conversations, one } = await twoConversations();
    const path = pathOf(directory, one);
    const { checksum, ...document } = JSON.parse(readFileSync(path, 'utf8'));
    expect(checksum).toMatch(/^[0-9a-f]{8}$/);
    writeFileSync(path, JSON.stringify(document));
    const next = openLibrary(directory).conversations;
    expect(next.get(one)).toEqual(conversations.get(one));
    expect(next.damagedFiles()).toEqual([]);
  });
});

test('a damaged file that a person took off the list stays off it, and is kept', async () => {
  const { directory, one } = await twoConversations();
  const path = pathOf(directory, one);
  writeFileSync(path, 'broken');
  const { conversations: next, events } = openLibrary(directory);
  expect(() => next.open(one)).toThrow(/damaged/);
  const [damaged] = next.damagedFiles();
  if (damaged === undefined) throw new Error('it is not listed');
  next.dismissDamaged(damaged.name);
  expect(events.at(-1)).toEqual({ type: 'damaged-files-changed', damagedFiles: [] });
  expect(() => next.dismissDamaged(damaged.name)).toThrow(/not one of the damaged/);
  await next.flush();
  expect(openLibrary(directory).conversations.damagedFiles()).toEqual([]);
  const kept = join(directory, 'damaged', basename(damaged.name));
  expect(readFileSync(kept, 'utf8')).toBe('broken');
});

test('fields of another version of the same format outlive a save, also through a journal', async () => {
  const { directory, one } = await twoConversations();
  const path = pathOf(directory, one);
  const { checksum: _, ...document } = JSON.parse(readFileSync(path, 'utf8'));
  document.conversation.folder = 'work';
  for (const message of Object.values<Record<string, unknown>>(document.conversation.messages))
    message['stamp'] = { by: 'later' };
  writeFileSync(path, JSON.stringify(document));
  const next = openLibrary(directory).conversations;
  const answer = startAnswer(next, one, ask(next, one, next.get(one).leafId));
  stream(next, one, answer, 'x');
  rmSync(path);
  rmSync(`${path}.bak`, { force: true });
  const recovered = openLibrary(directory).conversations;
  expect(recovered.get(one)).toMatchObject({ folder: 'work' });
  finish(recovered, one, answer);
  writeFileSync(path, JSON.stringify(document));
  const again = openLibrary(directory).conversations;
  again.commit(one, { type: 'pinned', pinned: true });
  await again.flush();
  const saved = JSON.parse(readFileSync(path, 'utf8')).conversation;
  expect(saved.folder).toBe('work');
  expect(Object.values(saved.messages)).toContainEqual(
    expect.objectContaining({ stamp: { by: 'later' } }),
  );
});

test('a word of a closed list that a newer version added is no damage', async () => {
  const { directory, one } = await twoConversations();
  const path = pathOf(directory, one);
  const { checksum: _, ...document } = JSON.parse(readFileSync(path, 'utf8'));
  const failure = { code: 'out-of-credits', message: 'm', retryable: false };
  for (const message of Object.values<Record<string, unknown>>(document.conversation.messages))
    if (message['role'] === 'assistant')
      Object.assign(message, { failure, finishReason: 'paused', withheld: 'video' });
  writeFileSync(path, JSON.stringify(document));
  const next = openLibrary(directory).conversations;
  expect(next.damagedFiles()).toEqual([]);
  expect(Object.values(next.get(one).messages)).toContainEqual(
    expect.objectContaining({
      finishReason: 'other',
      failure: { ...failure, code: 'internal' },
    }),
  );
});
