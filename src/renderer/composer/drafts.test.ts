import { expect, test } from 'vitest';
import { createId } from '#shared/id.ts';
import { attachText } from './attachments/attachments.ts';
import { createDrafts } from './drafts.ts';

function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, value: string) => void kept.set(key, value),
  };
}

test('each conversation keeps its own draft', () => {
  const drafts = createDrafts(memoryStorage());
  const id = createId('conv');
  drafts.change('new', (draft) => ({ ...draft, text: 'one' }));
  drafts.change(id, (draft) => ({ ...draft, text: 'two' }));
  expect([drafts.get('new').text, drafts.get(id).text]).toEqual(['one', 'two']);
});

test('the text of a draft is there after the window was closed', () => {
  const storage = memoryStorage();
  createDrafts(storage).change('new', () => ({
    text: 'half a thought',
    attachments: [attachText('Pasted text', 'long')],
  }));
  expect(createDrafts(storage).get('new')).toEqual({ text: 'half a thought', attachments: [] });
});

test('a sent draft leaves nothing behind', () => {
  const storage = memoryStorage();
  const drafts = createDrafts(storage);
  drafts.change('new', (draft) => ({ ...draft, text: 'one' }));
  drafts.change('new', () => ({ text: '', attachments: [] }));
  expect(storage.read('drafts')).toBe('{}');
});

test('damaged or full storage costs nothing but the stored drafts', () => {
  const drafts = createDrafts({
    read: () => '{"new":',
    write: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  drafts.change('new', (draft) => ({ ...draft, text: 'still here' }));
  expect(drafts.get('new').text).toBe('still here');
});
