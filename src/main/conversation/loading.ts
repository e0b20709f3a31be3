import type { DamagedFile, ReadOnlyReason } from '#shared/contract.ts';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { StoredConversation } from '../storage/conversation/document.ts';
import type { ConversationFiles } from '../storage/conversation/documents.ts';
import type { LoadedConversation } from '../storage/conversation/load-file.ts';
import { FOLDER } from '../storage/conversation/folder.ts';
import { graft } from '../storage/conversation/graft.ts';
import { interruptRunning, replayJournal } from '../storage/conversation/journal-recovery.ts';
import type { Journal, ReplyJournal } from '../storage/conversation/journal.ts';
import type { Held } from './held-conversations.ts';
import type { Library } from './library.ts';
import { fallbackTitle } from './title.ts';

export interface LoadingOptions {
  readonly files: ConversationFiles;
  readonly journal: ReplyJournal;
  readonly library: Library;
  readonly clock: () => number;
  /** Takes a conversation into memory and saves it where it differs from its file. */
  readonly hold: (held: Held) => void;
  /** Saves at once and ends the journal; when that fails, keeps trying and the journal stays. */
  readonly settle: (id: ConversationId) => void;
}

/**
 * Brings one conversation from its file, and from the journal that a crash left beside it, into memory: an answer that
 * was arriving is `interrupted` and has its text. A file that was damaged is restored from its backup and from what it
 * still holds; without either, its messages go into a new conversation and this throws `storage-failed`. What the system
 * does not give at present is shown from the backup where there is one, and nothing is written over it.
 * Throws `invalid-input` when there is no such conversation.
 */
export function loadConversation(id: ConversationId, options: LoadingOptions): Held {
  const { files, library, journal, clock } = options;
  const left = readJournal(id, options);
  const loaded = files.load(id);
  if (loaded.state === 'unreadable') {
    const listed = unreadableFile(`${id}.json`, titleOf(id, options));
    library.addDamaged({ ...listed, kind: loaded.kind });
    throw new FailureError(loaded.failure.failure);
  }
  if (loaded.state !== 'absent' && loaded.damaged !== null) library.addDamaged(loaded.damaged);
  const readOnly =
    (loaded.state === 'loaded' && loaded.readOnly) || (left === 'unreadable' && 'unreadable');
  if (readOnly !== false) return showOnly(id, loaded, { ...options, left, readOnly });

  library.removeDamaged(pathOf(`${id}.json`));
  if (left === 'damaged') keepDamagedJournal(id, titleOf(id, options), options);
  if (typeof left === 'object') return replay(id, loaded, { ...options, left });
  if (left === 'empty' || left === 'damaged') journal.remove(id);
  switch (loaded.state) {
    case 'absent':
      library.remove(id);
      throw unknownConversation();
    case 'salvaged':
      library.remove(id);
      if (loaded.messages.length > 0)
        options.hold(salvaged(loaded.messages, loaded.damaged.title, clock()));
      throw damagedConversation(loaded.messages.length);
    case 'loaded':
      return held(options, interruptRunning(loaded.stored), {
        bytes: loaded.bytes,
        readOnly: false,
        savedVersion: loaded.unsaved ? -1 : loaded.stored.version,
      });
  }
}

type Left = ReturnType<ReplyJournal['read']> | 'unreadable';

/** A journal that the system does not give stays where it is; its conversation is not changed meanwhile. */
function readJournal(id: ConversationId, { journal, library }: LoadingOptions): Left {
  try {
    const left = journal.read(id);
    library.removeDamaged(pathOf(`${id}.journal`));
    return left;
  } catch {
    library.addDamaged(unreadableFile(`${id}.journal`, null));
    return 'unreadable';
  }
}

/** What can be seen of a conversation that is not to be written. */
function showOnly(
  id: ConversationId,
  loaded: LoadedConversation,
  options: LoadingOptions & { readonly left: Left; readonly readOnly: ReadOnlyReason },
): Held {
  const { left, readOnly, library } = options;
  if (readOnly === 'unreadable' && loaded.state === 'loaded' && loaded.readOnly !== false)
    library.addDamaged(unreadableFile(`${id}.json`, loaded.stored.conversation.title));
  if (loaded.state !== 'loaded') throw unknownConversation();
  const { stored, bytes } = loaded;
  const isOurs = readOnly === 'unreadable';
  const shown = isOurs
    ? interruptRunning(typeof left === 'object' ? replayJournal(stored, left) : stored)
    : stored;
  return held(options, shown, { bytes, readOnly, savedVersion: shown.version });
}

/** Folds what a crash left in a journal into its conversation, and ends the journal when that is saved. */
function replay(
  id: ConversationId,
  loaded: LoadedConversation,
  options: LoadingOptions & { readonly left: Journal },
): Held {
  const { left } = options;
  const before = loaded.state === 'loaded' ? loaded.stored : blank(id, loaded, options.clock());
  const recovered = held(options, interruptRunning(replayJournal(before, left)), {
    bytes: loaded.state === 'loaded' ? loaded.bytes : 0,
    readOnly: false,
    savedVersion: -1,
  });
  if (left.damaged) keepDamagedJournal(id, recovered.conversation.title, options);
  options.settle(id);
  return recovered;
}

/** Older than everything in a journal. */
function blank(id: ConversationId, loaded: LoadedConversation, now: number): StoredConversation {
  const empty = { ...newConversation(defaultSettings.model, now), id };
  const messages = loaded.state === 'salvaged' ? loaded.messages : [];
  return { conversation: graft(empty, messages), version: -1 };
}

function keepDamagedJournal(
  id: ConversationId,
  title: string | null,
  { journal, library, clock }: LoadingOptions,
): void {
  const name = journal.keepDamaged(id, clock());
  library.addDamaged({ name, kind: 'damaged', title, salvagedMessages: 0 });
}

function held(
  { hold }: LoadingOptions,
  stored: StoredConversation,
  file: Pick<Held, 'bytes' | 'readOnly' | 'savedVersion'>,
): Held {
  const taken = toHeld(stored, file);
  hold(taken);
  return taken;
}

function unreadableFile(name: string, title: string | null): DamagedFile {
  return { name: pathOf(name), kind: 'unreadable', title, salvagedMessages: 0 };
}

function titleOf(id: ConversationId, { library }: LoadingOptions): string | null {
  return library.summaries().find((summary) => summary.id === id)?.title ?? null;
}

function pathOf(name: string): string {
  return `${FOLDER}/${name}`;
}

export function toHeld(
  stored: StoredConversation,
  file: Pick<Held, 'bytes' | 'readOnly' | 'savedVersion'>,
): Held {
  const { messages, running } = stored.conversation;
  const messageCount = Object.keys(messages).length + Object.keys(running).length;
  return { ...stored, ...file, messageCount };
}

/** An empty conversation, in memory only. */
export function newConversation(model: ModelRef, now: number): Conversation {
  return {
    id: createId('conv'),
    title: '',
    titledBy: 'nobody',
    createdAt: now,
    updatedAt: now,
    model,
    instructions: '',
    parameters: {},
    pinned: false,
    trashedAt: null,
    messages: {},
    running: {},
    leafId: null,
  };
}

export function unknownConversation(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: 'Cannot open the conversation: it does not exist. It may have been deleted.',
    retryable: false,
  });
}

/** Stands before the title of a conversation that was put together from a damaged file; the same in every language. */
const RECOVERED_MARK = '↺';

function salvaged(messages: readonly Message[], title: string | null, now: number): Held {
  const answers = messages.filter((message) => message.role === 'assistant');
  const empty = newConversation(answers.at(-1)?.model ?? defaultSettings.model, now);
  const grafted = graft(empty, messages);
  const known = title === null || title === '' ? fallbackTitle(grafted) : title;
  const conversation: Conversation = {
    ...grafted,
    title: `${RECOVERED_MARK} ${known ?? ''}`.trim(),
    titledBy: 'person',
  };
  return toHeld(interruptRunning({ conversation, version: 0 }), {
    bytes: 0,
    readOnly: false,
    savedVersion: -1,
  });
}

function damagedConversation(salvagedMessages: number): FailureError {
  return new FailureError({
    code: 'storage-failed',
    message:
      salvagedMessages === 0
        ? 'Cannot open the conversation: its file is damaged. The file was kept beside the others.'
        : `Cannot open the conversation: its file is damaged. What could be read is in a new conversation marked ${RECOVERED_MARK}.`,
    retryable: false,
  });
}
