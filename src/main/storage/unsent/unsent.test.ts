import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { DraftFile } from '#shared/conversation/draft.ts';
import type { UserPart } from '#shared/conversation/conversation.ts';
import type { QueuedMessage } from '#shared/conversation/queue.ts';
import type { Failure } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import { testFolder } from '../testing/folder.ts';
import { createDraftFiles } from './draft-files.ts';
import { createUnsent } from './unsent.ts';
import type { Unsent } from './unsent.ts';

const HOUR_MS = 3_600_000;

function open(directory: string, delayMs = HOUR_MS) {
  const told: (Failure | null)[] = [];
  const unsent = createUnsent({ directory, delayMs, report: (_, failure) => told.push(failure) });
  return { unsent, told };
}

const text = (words: string): UserPart[] => [{ type: 'text', text: words }];
const queued = (words: string): QueuedMessage => ({ id: createId('queued'), parts: text(words) });
const draft = (words: string, files: DraftFile[] = []) => ({ text: words, files });

function fileOf(unsent: Unsent, content: string): DraftFile {
  const id = createId('file');
  unsent.drafts.files.keep(id, Buffer.from(content).toString('base64'));
  return { id, name: 'a.txt', mediaType: 'text/plain', sizeBytes: content.length, isPasted: false };
}

test('drafts and queued messages are there at the next start', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  const id = createId('conv');
  const message = queued('later');
  unsent.drafts.write('main', 'new', draft('half a thought'));
  unsent.drafts.write('quick-prompt', id, draft('another'));
  unsent.queues.write(new Map([[id, [message]]]));
  unsent.flush();
  const again = open(directory).unsent;
  expect(again.drafts.read()).toEqual({
    main: { new: draft('half a thought') },
    'quick-prompt': { [id]: draft('another') },
  });
  expect(again.queues.read()).toEqual(new Map([[id, [message]]]));
});

test('they are on disk without being asked', async () => {
  const directory = testFolder();
  const { unsent } = open(directory, 1);
  unsent.drafts.write('main', 'new', draft('one'));
  await vi.waitFor(() =>
    expect(readFileSync(join(directory, 'drafts.json'), 'utf8')).toContain('one'),
  );
});

test('a queued message is on disk when it is accepted', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  unsent.queues.writeNow(new Map([[createId('conv'), [queued('later')]]]));
  expect(readFileSync(join(directory, 'queue.json'), 'utf8')).toContain('later');
});

test('a queued message that cannot be written is refused, and the one before still counts', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  const before = new Map([[createId('conv'), [queued('one')]]]);
  unsent.queues.writeNow(before);
  mkdirSync(join(directory, 'queue.json.bak.new'));
  rmSync(join(directory, 'queue.json'));
  expect(() => unsent.queues.writeNow(new Map([[createId('conv'), [queued('two')]]]))).toThrow(
    'Cannot save queue.json',
  );
  expect(unsent.queues.read()).toBe(before);
});

test('the files of a draft come back, and go when no draft names them any more', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  const [kept, gone] = [fileOf(unsent, 'kept ö'), fileOf(unsent, 'gone')];
  unsent.drafts.write('main', 'new', draft('', [kept, gone]));
  unsent.flush();
  unsent.drafts.write('main', 'new', draft('', [kept]));
  expect(unsent.drafts.files.read(gone.id)).not.toBeNull();
  unsent.flush();
  const again = open(directory).unsent;
  expect(Buffer.from(again.drafts.files.read(kept.id) ?? '', 'base64').toString()).toBe('kept ö');
  expect(again.drafts.files.read(gone.id)).toBeNull();
  again.drafts.write('main', 'new', null);
  again.flush();
  expect(readdirSync(join(directory, 'draft-files'))).toEqual([]);
});

test('a file that was handed in and never named is gone after the next start, not before', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  const file = fileOf(unsent, 'begun');
  unsent.drafts.write('main', 'new', draft('one'));
  unsent.flush();
  expect(unsent.drafts.files.read(file.id)).not.toBeNull();
  expect(open(directory).unsent.drafts.files.read(file.id)).toBeNull();
});

test('the files of drafts never take more than their share of the disk', () => {
  const files = createDraftFiles(testFolder(), { limitBytes: 6 });
  files.keep(createId('file'), Buffer.from('four').toString('base64'));
  expect(() => files.keep(createId('file'), Buffer.from('abc').toString('base64'))).toThrow(
    'too much space',
  );
});

test('a write that fails is told, and made good by itself when it can be', async () => {
  const directory = testFolder();
  const { unsent, told } = open(directory, 1);
  const obstacle = join(directory, 'drafts.json.bak.new');
  mkdirSync(obstacle);
  unsent.drafts.write('main', 'new', draft('one'));
  await vi.waitFor(() => expect(told).toMatchObject([{ code: 'storage-failed' }]));
  rmSync(obstacle, { recursive: true });
  await vi.waitFor(() => expect(told).toMatchObject([{}, null]), { timeout: 10_000 });
  expect(readFileSync(join(directory, 'drafts.json'), 'utf8')).toContain('one');
});

test('a flush after a failed write writes what failed, and says when it cannot', () => {
  const directory = testFolder();
  const { unsent } = open(directory);
  const obstacle = join(directory, 'drafts.json.bak.new');
  mkdirSync(obstacle);
  unsent.drafts.write('main', 'new', draft('one'));
  expect(unsent.flush).toThrow('Cannot save drafts.json');
  expect(unsent.flush).toThrow('Cannot save drafts.json');
  rmSync(obstacle, { recursive: true });
  unsent.flush();
  expect(readFileSync(join(directory, 'drafts.json'), 'utf8')).toContain('one');
});

test('a damaged file is moved aside and one that cannot be read is told; the app starts', () => {
  const directory = testFolder();
  writeFileSync(join(directory, 'drafts.json'), '{"main": {"new": {"te');
  symlinkSync(join(directory, 'nowhere'), join(directory, 'queue.json'));
  const { unsent, told } = open(directory);
  expect(unsent.drafts.read()).toEqual({ main: {}, 'quick-prompt': {} });
  expect(unsent.queues.read().size).toBe(0);
  expect(told).toMatchObject([{ code: 'storage-failed' }]);
  expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toHaveLength(1);
});

test('drafts that could not be read at the start are not lost to those that were written since', () => {
  const directory = testFolder();
  const path = join(directory, 'drafts.json');
  const before = { main: { new: draft('before') }, 'quick-prompt': {} };
  symlinkSync(join(directory, 'away'), path);
  const { unsent, told } = open(directory);
  const id = createId('conv');
  unsent.drafts.write('main', id, draft('since'));
  expect(() => unsent.flush()).toThrow();
  expect(told).toContainEqual(expect.objectContaining({ code: 'storage-failed' }));
  writeFileSync(join(directory, 'away'), JSON.stringify(before));
  unsent.flush();
  expect(open(directory).unsent.drafts.read().main).toEqual({
    new: draft('before'),
    [id]: draft('since'),
  });
});

test('what a former version kept in one file is taken over once, and its file goes', () => {
  const directory = testFolder();
  const id = createId('conv');
  const former = {
    drafts: JSON.stringify({ new: 'half', [id]: 'thought', 'bad key': 'x' }),
    queue: JSON.stringify({ [id]: [{ id: 'one', parts: text('first') }, { parts: [] }, 7] }),
    'quick-prompt.drafts': JSON.stringify({ new: 'quick' }),
    'quick-prompt.queue': JSON.stringify({ [id]: [{ id: 'two', parts: text('second') }] }),
  };
  writeFileSync(join(directory, 'unsent.json'), JSON.stringify(former));
  const { unsent } = open(directory);
  expect(unsent.drafts.read()).toEqual({
    main: { new: draft('half'), [id]: draft('thought') },
    'quick-prompt': { new: draft('quick') },
  });
  const messages = () =>
    unsent.queues
      .read()
      .get(id)
      ?.map(({ parts }) => parts);
  expect(messages()).toEqual([text('first'), text('second')]);
  expect(existsSync(join(directory, 'unsent.json'))).toBe(false);

  // As if the file could not be removed.
  writeFileSync(join(directory, 'unsent.json'), JSON.stringify(former));
  expect(open(directory).unsent.queues.read().get(id)).toHaveLength(2);
});

test('of a former file that is damaged the rest is taken over', () => {
  const directory = testFolder();
  const former = { drafts: '{"new":', queue: '[]', 'quick-prompt.drafts': '{"new":"quick"}' };
  writeFileSync(join(directory, 'unsent.json'), JSON.stringify(former));
  expect(open(directory).unsent.drafts.read()['quick-prompt']).toEqual({ new: draft('quick') });
});
