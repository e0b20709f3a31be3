import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOfStream } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import type { ExportFormat } from '#shared/export/format.ts';
import { summarize } from '#shared/conversation/conversation.ts';
import type { Conversation, FilePart, Message } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { createExporter } from './exporter.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-export-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const model = { providerId: 'p', modelId: 'gpt' };
const picture: FilePart = {
  type: 'file',
  name: 'a cat.png',
  mediaType: 'image/png',
  data: Buffer.from('picture').toString('base64'),
};

/** A question with a file, and two answers to it, of which the second is shown. */
function conversationOf(title: string, answer = 'An **answer**.'): Conversation {
  const [question, first, second] = [createId('msg'), createId('msg'), createId('msg')];
  const answerOf = (id: Message['id'], text: string): Message => ({
    id,
    role: 'assistant',
    parentId: question,
    createdAt: 2000,
    model,
    status: 'complete',
    parts: [
      { type: 'reasoning', text: 'Let me\nthink' },
      { type: 'text', text },
      { type: 'source', url: 'https://example.com/a b', title: 'A [source]' },
    ],
  });
  const messages: Record<Message['id'], Message> = {
    [question]: {
      id: question,
      role: 'user',
      parentId: null,
      createdAt: 1000,
      parts: [{ type: 'text', text: 'A <question>' }, picture],
    },
    [first]: answerOf(first, 'The first.'),
    [second]: answerOf(second, answer),
  };
  return {
    id: createId('conv'),
    title,
    titledBy: 'person',
    createdAt: new Date(2026, 0, 5).getTime(),
    updatedAt: new Date(2026, 0, 6).getTime(),
    model,
    instructions: 'Be: brief',
    parameters: {},
    pinned: false,
    trashedAt: null,
    messages,
    running: {},
    leafId: second,
  };
}

function exporterOf(conversations: readonly Conversation[], chosen: string | null) {
  const asked: string[] = [];
  const exporter = createExporter({
    summaries: () => conversations.map((one) => summarize(one, 3)),
    get: (id) => conversations.find((one) => one.id === id) ?? conversationOf('none'),
    language: () => 'en',
    appVersion: '1.2.3',
    now: () => new Date(2026, 10, 21).getTime(),
    chooseFile: (name) => {
      asked.push(name);
      return Promise.resolve(chosen);
    },
    chooseFolder: () => Promise.resolve(chosen),
  });
  return { ...exporter, asked };
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('Markdown', () => {
  test('holds the visible branch with ids, and its files lie beside it', async () => {
    const conversation = conversationOf('Cats: a study');
    const { export: run, asked, lastPath } = exporterOf([conversation], join(folder, 'cats.md'));
    expect(await run([conversation.id], 'markdown')).toEqual({
      path: join(folder, 'cats.md'),
      count: 1,
    });
    expect(asked).toEqual(['2026-01-05 Cats a study.md']);
    expect(lastPath()).toBe(join(folder, 'cats.md'));
    const text = read('cats.md');
    expect(text).toContain('title: "Cats: a study"\n');
    expect(text).toContain('instructions: "Be: brief"\n');
    expect(text).toContain(`<!-- parley ${conversation.leafId} parent=msg_`);
    expect(text).toContain('![a cat.png](<cats.assets/a cat.png>)');
    expect(text).toContain('> [!note]- Reasoning\n> Let me\n> think\n\nAn **answer**.');
    expect(text).toContain(String.raw`- [A \[source\]](<https://example.com/a b>)`);
    expect(text).not.toContain('The first.');
    expect(read('cats.assets/a cat.png')).toBe('picture');
  });

  test('of several conversations makes a file each, beside those that are there', async () => {
    writeFileSync(join(folder, '2026-01-05 Same.md'), 'mine');
    const conversations = [conversationOf('Same'), conversationOf('same'), conversationOf('')];
    const { export: run } = exporterOf(conversations, folder);
    expect(await run(null, 'markdown')).toEqual({ path: folder, count: 3 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.md'))).toEqual([
      '2026-01-05 New conversation.md',
      '2026-01-05 Same 2.md',
      '2026-01-05 Same.md',
      '2026-01-05 same 3.md',
    ]);
    expect(read('2026-01-05 Same.md')).toBe('mine');
  });
});

describe('a web page', () => {
  test('asks nobody for anything and runs nothing, whatever a model wrote', async () => {
    const attack =
      '<script>alert(1)</script> ![x](https://evil.example/p.png) [y](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const conversation = conversationOf('<b>Cats</b>', attack);
    const { export: run } = exporterOf([conversation], join(folder, 'cats.html'));
    await run([conversation.id], 'html');
    const page = read('cats.html');
    expect(page).toContain('<title>&lt;b&gt;Cats&lt;/b&gt;</title>');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<img src=x|href="javascript:|src="https?:/iu);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('<a href="https://evil.example/p.png" rel="noreferrer">x</a>');
    expect(page).toContain('src="data:image/png;base64,');
    expect(page).toContain('A &lt;question&gt;');
  });
});

describe('an archive', () => {
  test('holds all branches, each file once, and a manifest', async () => {
    const [one, other] = [conversationOf('One'), conversationOf('Other')];
    const path = join(folder, 'all.parley.zip');
    const { export: run, asked } = exporterOf([one, other], path);
    await run(null, 'archive');
    expect(asked).toEqual(['Parley 2026-11-21.parley.zip']);
    const files = await unzip(path);
    expect(JSON.parse(files.get('manifest.json') ?? '')).toMatchObject({
      format: 'parley',
      version: 1,
      counts: { conversations: 2, attachments: 1 },
    });
    const attachment = [...files.keys()].find((name) => name.startsWith('attachments/')) ?? '';
    expect(files.get(attachment)).toBe('picture');
    const kept = JSON.parse(files.get(`conversations/${one.id}.json`) ?? '') as Conversation;
    expect(Object.keys(kept.messages)).toEqual(Object.keys(one.messages));
    expect(JSON.stringify(kept)).toContain(attachment.split('/')[1]);
    expect(JSON.stringify(kept)).not.toContain(picture.data);
    expect(readdirSync(folder)).toEqual(['all.parley.zip']);
  });
});

test.each<ExportFormat>(['markdown', 'html', 'archive'])(
  'a %s that cannot be written leaves nothing and says why',
  async (format) => {
    const conversation = conversationOf('One');
    const { export: run } = exporterOf([conversation], join(folder, 'missing', 'one'));
    await expect(run([conversation.id], format)).rejects.toMatchObject({
      failure: {
        code: 'storage-failed',
        message: expect.stringMatching(/^Cannot export to one: /u),
      },
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('nothing is written when the person chooses no place', async () => {
  const conversation = conversationOf('One');
  const { export: run, lastPath } = exporterOf([conversation], null);
  expect(await run([conversation.id], 'markdown')).toBeNull();
  expect(await run([conversation.id], 'archive')).toBeNull();
  expect(lastPath()).toBeNull();
});

test('an empty library says so', async () => {
  const { export: run } = exporterOf([], folder);
  await expect(run(null, 'html')).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
});

async function unzip(path: string): Promise<ReadonlyMap<string, string>> {
  const zip = await openPromise(path);
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await textOfStream(await zip.openReadStreamPromise(entry)));
  return files;
}
