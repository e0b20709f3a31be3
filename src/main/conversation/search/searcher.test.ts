import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createId } from '#shared/id.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { fold } from '#shared/search/fold.ts';
import { parseQuery } from '#shared/search/query.ts';
import { createSearcher } from './searcher.ts';
import type { Listed, Searcher } from './searcher.ts';
import { openTextCache } from './text-cache.ts';

let folder = '';
let searcher: Searcher;
let library: Listed[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-search-'));
  library = [];
  searcher = open();
});

afterEach(() => {
  searcher.close();
  rmSync(folder, { recursive: true });
});

function open(): Searcher {
  return createSearcher(folder, openTextCache(join(folder, 'cache')));
}

interface Written {
  readonly text: string;
  readonly role?: 'user' | 'assistant';
  readonly model?: string;
  readonly createdAt?: number;
  readonly file?: { readonly name: string; readonly mediaType: string };
}

let time = 1000;

function write(title: string, messages: readonly Written[], id = createId('conv')): ConversationId {
  time += 1000;
  const ids = messages.map(() => createId('msg'));
  const stored = messages.map(({ text, role = 'user', model, createdAt, file }, at) => ({
    id: ids[at],
    role,
    createdAt: createdAt ?? time + at,
    ...(model === undefined ? {} : { model: { providerId: 'p', modelId: model } }),
    parts: [
      { type: 'text', text },
      ...(file === undefined ? [] : [{ type: 'file', data: '', ...file }]),
    ],
  }));
  const conversation = {
    id,
    title,
    updatedAt: time,
    messages: Object.fromEntries(stored.map((message) => [message.id, message])),
  };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify({ schemaVersion: 1, conversation }));
  library = [...library.filter((one) => one.id !== id), { id, title, updatedAt: time }];
  searcher.setLibrary(library);
  return id;
}

const find = (text: string, limit = 100) => searcher.find(parseQuery(text), limit, () => false);
const idsOf = (text: string): readonly string[] =>
  find(text).hits.map(({ conversationId }) => conversationId);

describe('a search', () => {
  test('finds all words in one message, whatever their case and accents, the newest conversation first', () => {
    const older = write('One', [{ text: 'Ёлка in the CAFÉ' }, { text: 'other' }]);
    const newer = write('Two', [{ text: 'cafe' }, { text: 'café élan елка' }]);
    write('Three', [{ text: 'cafe' }, { text: 'елка' }]);
    expect(idsOf('cafe ёлка')).toEqual([newer, older]);
  });

  test('finds a phrase only where its words are together', () => {
    const id = write('One', [{ text: 'new\nyork city' }]);
    write('Two', [{ text: 'york new' }]);
    expect(idsOf('"new york"')).toEqual([id]);
  });

  test('shows the newest message that has it, how many have it, and where it is in the text', () => {
    const long = 'word '.repeat(100);
    write('One', [
      { text: 'zebra one' },
      { text: 'none' },
      { text: `${long} a Zébra\nhere ${long}` },
    ]);
    const [hit] = find('zebra').hits;
    expect(hit?.count).toBe(2);
    const { text = '', marks = [] } = hit?.snippet ?? {};
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['Zébra']);
    expect(text).toMatch(/^….*a Zébra here.*…$/u);
  });

  test('finds titles, names of files, and nothing across two messages', () => {
    const titled = write('Trip to Norway', [{ text: 'x' }]);
    const file = write('Two', [
      { text: 'end', file: { name: 'Quarterly.pdf', mediaType: 'application/pdf' } },
      { text: 'begin' },
    ]);
    expect(idsOf('norway')).toEqual([titled]);
    expect(idsOf('quarterly')).toEqual([file]);
    expect(idsOf('"end begin"')).toEqual([]);
  });

  test('filters by role, content, model and time', () => {
    const id = write('One', [
      { text: 'apple ```js\n1\n```', role: 'assistant', model: 'gpt-5', createdAt: 5000 },
      {
        text: 'apple',
        createdAt: 9000,
        file: { name: 'a.png', mediaType: 'image/png' },
      },
    ]);
    expect(idsOf('apple role:model has:code model:GPT')).toEqual([id]);
    expect(idsOf('apple role:me has:code')).toEqual([]);
    expect(idsOf('has:image')).toEqual([id]);
    expect(idsOf('apple after:1971')).toEqual([]);
    expect(idsOf('apple before:1971')).toEqual([id]);
  });

  test('follows changes, new files and conversations that go', () => {
    const id = write('One', [{ text: 'before' }]);
    expect(idsOf('before')).toEqual([id]);
    write('One', [{ text: 'after' }], id);
    expect(idsOf('before')).toEqual([]);
    expect(idsOf('after')).toEqual([id]);
    searcher.setLibrary([]);
    expect(idsOf('after')).toEqual([]);
  });

  test('stops at once when a later one took its place', () => {
    write('One', [{ text: 'x' }]);
    expect(searcher.find(parseQuery('x'), 5, () => true)).toMatchObject({ superseded: true });
  });

  test('says when there is more', () => {
    for (let count = 0; count < 4; count += 1) write(`Number ${count}`, [{ text: 'same' }]);
    expect(find('same', 3)).toMatchObject({ hasMore: true });
    expect(find('same', 3).hits).toHaveLength(3);
    expect(find('same', 5)).toMatchObject({ hasMore: false });
  });
});

describe('the cache', () => {
  test('serves the next session, and a file that changed meanwhile is read again', () => {
    const id = write('One', [{ text: 'kept' }]);
    const changed = write('Two', [{ text: 'old' }]);
    expect(idsOf('kept')).toEqual([id]);
    searcher.close();
    const { updatedAt } = library[1] ?? { updatedAt: 0 };
    time = updatedAt - 1000;
    searcher = open();
    write('Two', [{ text: 'other words' }], changed);
    const before = statSync(join(folder, 'cache', 'text')).size;
    expect(idsOf('kept')).toEqual([id]);
    expect(idsOf('words')).toEqual([changed]);
    expect(statSync(join(folder, 'cache', 'text')).size - before).toBeLessThan(20);
  });

  test.each([
    ['a text that was cut', () => truncateSync(join(folder, 'cache', 'text'), 3)],
    ['a table that was cut', () => truncateSync(join(folder, 'cache', 'table'), 60)],
    ['an empty table', () => truncateSync(join(folder, 'cache', 'table'))],
    ['a table of something else', () => writeFileSync(join(folder, 'cache', 'table'), '[]\nno')],
  ])('is begun anew after %s', (_, damage) => {
    const id = write('One', [{ text: 'needle' }, { text: 'second' }]);
    expect(idsOf('needle')).toEqual([id]);
    searcher.close();
    damage();
    searcher = open();
    searcher.setLibrary(library);
    expect(idsOf('second')).toEqual([id]);
  });

  test('does not keep what is dead', () => {
    const id = write('One', [{ text: 'x'.repeat(1000) }]);
    for (let count = 0; count < 10; count += 1) {
      write('One', [{ text: `${'y'.repeat(1000)} ${count}` }], id);
      expect(idsOf(`${count}`)).toEqual([id]);
    }
    expect(statSync(join(folder, 'cache', 'text')).size).toBeLessThan(3000);
  });
});

test('random libraries are searched as by reading every message', () => {
  const words = ['alpha', 'Beta', 'gämma', 'ёж', '重点', 'x_y', 'foo.bar', 'ALPHAbet'];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const sentence = () =>
    Array.from({ length: 1 + random(6) }, () => words[random(words.length)]).join(' ');
  const texts = new Map<string, readonly string[]>();
  for (let count = 0; count < 60; count += 1) {
    const messages = Array.from({ length: 1 + random(5) }, () => ({ text: sentence() }));
    texts.set(
      write(`${count}`, messages),
      messages.map(({ text }) => text),
    );
  }
  for (let count = 0; count < 60; count += 1) {
    const wanted = sentence().split(' ').slice(0, 2);
    const expected = [...texts]
      .filter(([, messages]) =>
        messages.some((text) => wanted.every((word) => fold(text).includes(fold(word)))),
      )
      .map(([id]) => id);
    expect(idsOf(wanted.join(' ')).toSorted()).toEqual(expected.toSorted());
  }
});

test('a document that cannot be read is passed over', () => {
  const id = write('One', [{ text: 'good' }]);
  const bad = write('Two', [{ text: 'bad' }]);
  writeFileSync(join(folder, `${bad}.json`), readFileSync(join(folder, `${bad}.json`)).subarray(9));
  expect(idsOf('good')).toEqual([id]);
  expect(idsOf('bad')).toEqual([]);
});

test('a file that the system does not give is passed over, and found when it does', () => {
  const id = write('One', [{ text: 'good' }]);
  const bad = write('Two', [{ text: 'bad' }]);
  const path = join(folder, `${bad}.json`);
  const text = readFileSync(path);
  rmSync(path);
  mkdirSync(path);
  expect(idsOf('good')).toEqual([id]);
  rmSync(path, { recursive: true });
  writeFileSync(path, text);
  expect(idsOf('bad')).toEqual([bad]);
});

test('the message of a hit is named', () => {
  const id = write('One', [{ text: 'a' }, { text: 'needle' }]);
  const document = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as {
    conversation: { messages: Record<MessageId, unknown> };
  };
  const [, second] = Object.keys(document.conversation.messages);
  expect(find('needle').hits[0]?.messageId).toBe(second);
});
