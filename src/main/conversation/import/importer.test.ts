import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { AppEvent } from '#shared/contract.ts';
import { summarize } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { additionsFrom } from '../adopt.ts';
import { writeArchive } from '../export/archive.ts';
import { createImporter } from './importer.ts';
import { jsonElements } from './json-elements.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-import-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function claudeOf(id: string, ...texts: readonly string[]) {
  return {
    uuid: id,
    name: `Talk ${id}`,
    created_at: '2026-05-01T10:00:00Z',
    updated_at: '2026-05-01T11:00:00Z',
    chat_messages: texts.map((text, at) => ({
      uuid: `${id}-${at}`,
      sender: at % 2 === 0 ? 'human' : 'assistant',
      created_at: `2026-05-01T10:00:${String(at).padStart(2, '0')}Z`,
      content: [{ type: 'text', text }],
    })),
  };
}

/** An importer into a library of its own. */
function open(path: string, adopted: () => void = () => undefined) {
  const library = new Map<string, Conversation>();
  const events: AppEvent[] = [];
  const importer = createImporter({
    worker: new URL('worker.ts', import.meta.url),
    chooseFile: () => Promise.resolve(path),
    summaries: () =>
      [...library.values()].map((one) => summarize(one, Object.keys(one.messages).length)),
    adopt: (conversation) => {
      const present = library.get(conversation.id);
      library.set(conversation.id, conversation);
      adopted();
      if (present === undefined) return 'added';
      return additionsFrom(present, conversation).length > 0 ? 'grown' : 'known';
    },
    trash: (id) => void library.delete(id),
    model: () => ({ providerId: 'eliza', modelId: 'eliza-1966' }),
    broadcast: (event) => void events.push(event),
  });
  return { importer, library, events };
}

async function zipOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, name);
  const zip = new ZipFile();
  for (const [file, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), file);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

describe('an import', () => {
  test('is looked at first, then written, and the same again adds only what is new', async () => {
    const talks = [claudeOf('a', 'one', 'two'), claudeOf('b', 'three'), { nothing: true }];
    const path = await zipOf('claude.zip', { 'conversations.json': JSON.stringify(talks) });
    const { importer, library, events } = open(path);
    const survey = await importer.survey();
    expect(survey).toMatchObject({
      fileName: 'claude.zip',
      kinds: ['claude'],
      conversations: 2,
      messages: 3,
      added: 2,
      grown: 0,
      skipped: 1,
      problem: null,
    });
    expect(library.size).toBe(0);
    const first = await importer.run(survey?.importId ?? '');
    expect(first).toEqual({ added: 2, grown: 0, known: 0, wasCancelled: false, problem: null });
    expect(events.at(-1)).toMatchObject({ progress: { done: 2, total: 2 } });

    talks[0] = claudeOf('a', 'one', 'two', 'more');
    await zipOf('claude.zip', { 'conversations.json': JSON.stringify(talks) });
    const again = await importer.survey();
    expect(again).toMatchObject({ added: 0, grown: 1 });
    expect(await importer.run(again?.importId ?? '')).toMatchObject({
      added: 0,
      grown: 1,
      known: 1,
    });
  });

  test('is undone as a whole', async () => {
    const path = join(folder, 'conversations.json');
    writeFileSync(path, JSON.stringify([claudeOf('a', 'one'), claudeOf('b', 'two')]));
    const { importer, library } = open(path);
    await importer.run((await importer.survey())?.importId ?? '');
    expect(importer.undo()).toBe(2);
    expect(library.size).toBe(0);
    expect(importer.undo()).toBe(0);
  });

  test('can be stopped: what is written stays', async () => {
    const path = join(folder, 'conversations.json');
    writeFileSync(
      path,
      JSON.stringify(Array.from({ length: 30 }, (_, at) => claudeOf(`${at}`, 'x'))),
    );
    const { importer, library } = open(path, () => {
      if (library.size === 3) importer.cancel();
    });
    const survey = await importer.survey();
    const result = await importer.run(survey?.importId ?? '');
    expect(result.wasCancelled).toBe(true);
    expect(result.added).toBe(3);
    expect(library.size).toBe(3);
  });

  test('keeps what a cut file holds, and says that it is cut', async () => {
    const whole = JSON.stringify([claudeOf('a', 'one'), claudeOf('b', 'two')]);
    const path = join(folder, 'conversations.json');
    writeFileSync(path, whole.slice(0, -20));
    const survey = await open(path).importer.survey();
    expect(survey).toMatchObject({ conversations: 1, problem: expect.stringMatching(/damaged/u) });
  });

  test('of an archive of Parley has every branch, and its files', async () => {
    const [question, one, other] = [createId('msg'), createId('msg'), createId('msg')];
    const model = { providerId: 'p', modelId: 'm' };
    const answer = {
      role: 'assistant',
      parentId: question,
      createdAt: 2,
      model,
      status: 'complete',
    } as const;
    const file = { type: 'file', name: 'a.txt', mediaType: 'text/plain', data: 'aGk=' } as const;
    const conversation: Conversation = {
      id: createId('conv'),
      title: 'Mine',
      titledBy: 'person',
      createdAt: 1,
      updatedAt: 2,
      model,
      instructions: 'x',
      parameters: { temperature: 1 },
      pinned: true,
      trashedAt: null,
      messages: {
        [question]: { id: question, role: 'user', parentId: null, createdAt: 1, parts: [file] },
        [one]: { ...answer, id: one, parts: [{ type: 'text', text: '1' }] },
        [other]: { ...answer, id: other, parts: [{ type: 'text', text: '2' }] },
      },
      running: {},
      leafId: one,
    };
    const path = join(folder, 'mine.parley.zip');
    const source = { ids: [conversation.id], read: () => conversation, appVersion: '1', now: 5 };
    await writeArchive(path, source);
    const { importer, library } = open(path);
    await importer.run((await importer.survey())?.importId ?? '');
    expect([...library.values()]).toEqual([conversation]);
  });
});

describe('what is no export', () => {
  test.each([
    ['text', Buffer.from('hello')],
    ['other JSON', Buffer.from('{"a":1}')],
    ['an empty file', Buffer.alloc(0)],
    ['a broken zip', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(500)])],
  ])('%s gets a clear error', async (_, bytes) => {
    const path = join(folder, 'file.zip');
    writeFileSync(path, bytes);
    await expect(open(path).importer.survey()).rejects.toMatchObject({
      failure: {
        code: 'invalid-input',
        message: expect.stringMatching(/^Cannot import file\.zip: .+\. Choose /u),
      },
    });
  });

  test('a bomb is refused before it is unpacked', async () => {
    const path = await zipOf('bomb.zip', { 'conversations.json': ' '.repeat(20 * 1024 * 1024) });
    await expect(open(path).importer.survey()).rejects.toMatchObject({
      failure: { message: expect.stringMatching(/suspicious size/u) },
    });
  });

  test('names that point outside are nothing but names', async () => {
    const path = await zipOf('zip-slip.zip', {
      'x/conversations.json': JSON.stringify([claudeOf('a', 'one')]),
    });
    // The writer refuses such a name, so it is put in afterwards.
    const bytes = readFileSync(path);
    const text = bytes
      .toString('latin1')
      .replaceAll('x/conversations.json', '../onversations.json');
    writeFileSync(path, Buffer.from(text, 'latin1'));
    await expect(open(path).importer.survey()).rejects.toMatchObject({
      failure: { code: 'invalid-input' },
    });
  });

  test('an import that was not surveyed is refused', async () => {
    await expect(open('x').importer.run('1')).rejects.toMatchObject({
      failure: { code: 'invalid-input' },
    });
  });
});

test('the elements of an array are the same wherever its bytes are cut', async () => {
  const value = [{ a: '[],{}"\\' }, 'x,"y', 5, null, [1, [2]], 'ё😀'];
  const bytes = Buffer.from(`\uFEFF ${JSON.stringify(value, null, 1)}\n`);
  for (let at = 0; at <= bytes.length; at += 1) {
    const chunks = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(await elements(chunks)).toEqual(value);
  }
  expect(await elements([Buffer.from('{"a":[1]}')])).toEqual([{ a: [1] }]);
  expect(await elements([Buffer.from('[]')])).toEqual([]);
});

async function elements(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  const found: unknown[] = [];
  for await (const element of jsonElements(stream())) found.push(element);
  return found;
}
