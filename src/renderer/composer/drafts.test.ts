import { expect, test } from 'vitest';
import type { DraftKey, KeptDraft } from '#shared/conversation/draft.ts';
import { createId } from '#shared/id.ts';
import type { DraftFileId } from '#shared/id.ts';
import type { DraftStore } from '../client/draft/kept-drafts.ts';
import { attachText } from './attachments/attachments.ts';
import { createDrafts, EMPTY_DRAFT } from './drafts.ts';

function memoryStore(): DraftStore & { readonly kept: Map<DraftKey, KeptDraft> } {
  const kept = new Map<DraftKey, KeptDraft>();
  const files = new Map<DraftFileId, string>();
  return {
    kept,
    read: () => Object.fromEntries(kept),
    write: (key, draft) => {
      if (draft === null) kept.delete(key);
      else kept.set(key, draft);
      const named = new Set([...kept.values()].flatMap(({ files }) => files.map(({ id }) => id)));
      for (const id of files.keys()) if (!named.has(id)) files.delete(id);
    },
    keepFile: (id, data) => void files.set(id, data),
    readFile: async (id) => files.get(id) ?? null,
  };
}

const pasted = (text: string) => attachText('Pasted text.txt', text);

test('each conversation keeps its own draft', () => {
  const drafts = createDrafts(memoryStore());
  const id = createId('conv');
  drafts.change('new', (draft) => ({ ...draft, text: 'one' }));
  drafts.change(id, (draft) => ({ ...draft, text: 'two' }));
  expect([drafts.get('new').text, drafts.get(id).text]).toEqual(['one', 'two']);
});

test('a draft is there after the window was closed, with its files', async () => {
  const store = memoryStore();
  const draft = { text: 'half a thought', attachments: [pasted('long ö')] };
  createDrafts(store).change('new', () => draft);
  const again = createDrafts(store);
  expect(again.get('new').text).toBe('half a thought');
  await again.restored;
  expect(again.get('new')).toEqual(draft);
});

test('what is written before the files of a draft are back does not cost them', async () => {
  const store = memoryStore();
  const attachment = pasted('long');
  createDrafts(store).change('new', () => ({ text: '', attachments: [attachment] }));
  const again = createDrafts(store);
  again.change('new', (draft) => ({ ...draft, text: 'quick' }));
  expect(store.kept.get('new')?.files).toHaveLength(1);
  await again.restored;
  expect(again.get('new')).toEqual({ text: 'quick', attachments: [attachment] });
});

test('a file that could not be kept leaves the rest of its draft', async () => {
  const store = memoryStore();
  createDrafts(store).change('new', () => ({ text: 'text', attachments: [pasted('gone')] }));
  const again = createDrafts({ ...store, readFile: async () => null });
  await again.restored;
  expect(again.get('new')).toEqual({ text: 'text', attachments: [] });
  expect(store.kept.get('new')).toEqual({ text: 'text', files: [] });
});

test('a sent draft is kept until main has it, and leaves nothing behind', async () => {
  const store = memoryStore();
  const drafts = createDrafts(store);
  drafts.change('new', (draft) => ({ ...draft, text: 'one' }));
  const confirmed = Promise.withResolvers<void>();
  const id = createId('conv');
  const sent = drafts.send('new', async (draft, movedTo) => {
    expect(draft.text).toBe('one');
    movedTo(id);
    await confirmed.promise;
  });
  await drafts.restored;
  await Promise.resolve();
  expect(drafts.get('new')).toEqual(EMPTY_DRAFT);
  drafts.change(id, () => ({ text: 'two', attachments: [] }));
  expect(store.kept).toEqual(new Map([[id, { text: 'one\n\ntwo', files: [] }]]));
  confirmed.resolve();
  await sent;
  expect(store.kept).toEqual(new Map([[id, { text: 'two', files: [] }]]));
});

test('what could not be sent is put back before what was written meanwhile', async () => {
  const store = memoryStore();
  const drafts = createDrafts(store);
  drafts.change('new', (draft) => ({ ...draft, text: 'one' }));
  const sent = drafts.send('new', async () => {
    drafts.change('new', () => ({ text: 'two', attachments: [] }));
    throw new Error('refused');
  });
  await expect(sent).rejects.toThrow('refused');
  expect(drafts.get('new').text).toBe('one\n\ntwo');
  expect(store.kept.get('new')?.text).toBe('one\n\ntwo');
});

test('a draft that moves takes its files along', async () => {
  const store = memoryStore();
  const drafts = createDrafts(store);
  const id = createId('conv');
  const attachment = pasted('long');
  drafts.change(id, () => ({ text: 'one', attachments: [attachment] }));
  drafts.move(id, 'new');
  const again = createDrafts(store);
  await again.restored;
  expect(again.get('new')).toEqual({ text: 'one', attachments: [attachment] });
  expect(again.get(id)).toEqual(EMPTY_DRAFT);
});
