import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { createSearch } from './search.ts';
import type { Search } from './search.ts';

const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function library(texts: readonly string[]): { search: Search; summaries: ConversationSummary[] } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-search-thread-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  const directory = join(folder, 'conversations');
  mkdirSync(directory);
  const summaries = texts.map((text, at): ConversationSummary => {
    const id = createId('conv');
    const message = {
      id: createId('msg'),
      role: 'user',
      createdAt: at,
      parts: [{ type: 'text', text }],
    };
    const conversation = { id, updatedAt: at, messages: { [message.id]: message } };
    writeFileSync(join(directory, `${id}.json`), JSON.stringify({ conversation }));
    const model = { providerId: 'p', modelId: 'm' };
    return {
      id,
      title: `Title ${at}`,
      createdAt: at,
      updatedAt: at,
      model,
      pinned: false,
      trashedAt: null,
      messageCount: 1,
    };
  });
  const search = createSearch({
    worker: new URL('worker.ts', import.meta.url),
    directory,
    cacheFolder: join(folder, 'cache'),
    summaries: () => summaries,
  });
  undo.push(search.close);
  return { search, summaries };
}

test('searches in a thread, without what is in the trash', async () => {
  const { search, summaries } = library(['one needle', 'two', 'three needle']);
  const [first, , third] = summaries;
  const found = await search.find('needle', 10);
  expect(found.hits.map(({ conversationId }) => conversationId)).toEqual([third?.id, first?.id]);

  if (third === undefined || first === undefined) throw new Error('no conversation');
  summaries[2] = { ...third, trashedAt: 5 };
  search.follow({ type: 'summary-changed', summary: summaries[2] });
  const left = await search.find('needle', 10);
  expect(left.hits.map(({ conversationId }) => conversationId)).toEqual([first.id]);
});

test('nothing is found for nothing', async () => {
  const { search } = library(['one']);
  expect(await search.find('  ', 10)).toEqual({ hits: [], hasMore: false, superseded: false });
});

test('of searches as quick as typing, the last one is answered', async () => {
  const { search } = library(Array.from({ length: 300 }, (_, at) => `text ${at} needle`));
  const results = await Promise.all(
    ['n', 'ne', 'nee', 'needle'].map((text) => search.find(text, 5)),
  );
  expect(results.at(-1)).toMatchObject({ superseded: false, hasMore: true });
  expect(results.at(-1)?.hits).toHaveLength(5);
  expect(results.slice(0, -1).every(({ superseded }) => superseded)).toBe(true);
});

test('a folder that cannot be used is told, and the next search tries again', async () => {
  const { search } = library(['needle']);
  const broken = createSearch({
    worker: new URL('worker.ts', import.meta.url),
    directory: '/nowhere',
    cacheFolder: '/dev/null/cache',
    summaries: () => [],
  });
  undo.push(broken.close);
  await expect(broken.find('x', 1)).rejects.toMatchObject({
    failure: { code: 'storage-failed' },
  });
  await expect(broken.find('x', 1)).rejects.toMatchObject({
    failure: { code: 'storage-failed' },
  });
  expect((await search.find('needle', 1)).hits).toHaveLength(1);
});
