import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { StoredConversation } from '../storage/conversation/document.ts';
import type { ConversationFiles } from '../storage/conversation/documents.ts';
import { graft } from '../storage/conversation/graft.ts';
import { interruptRunning } from '../storage/conversation/journal-recovery.ts';
import type { Held } from './held-conversations.ts';
import type { Library } from './library.ts';
import { fallbackTitle } from './title.ts';

export interface LoadingOptions {
  readonly files: ConversationFiles;
  readonly library: Library;
  readonly clock: () => number;
  /** Takes a conversation into memory and saves it where it differs from its file. */
  readonly hold: (held: Held) => void;
}

/**
 * Brings one conversation from its file into memory. A file that was damaged is restored from its backup and from what
 * it still holds; without a backup, its messages go into a new conversation and this throws `storage-failed`.
 * Throws `invalid-input` when there is no such conversation.
 */
export function loadConversation(id: ConversationId, options: LoadingOptions): Held {
  const { files, library, hold } = options;
  const loaded = files.load(id);
  switch (loaded.state) {
    case 'absent':
      library.remove(id);
      throw unknownConversation();
    case 'salvaged':
      library.remove(id);
      library.addDamaged(loaded.damaged);
      if (loaded.messages.length > 0)
        hold(salvaged(loaded.messages, loaded.damaged.title, options));
      throw damagedConversation(loaded.messages.length);
    case 'loaded': {
      if (loaded.damaged !== null) library.addDamaged(loaded.damaged);
      const { stored, bytes, readOnly } = loaded;
      const held = toHeld(readOnly ? stored : interruptRunning(stored), {
        bytes,
        readOnly,
        savedVersion: loaded.unsaved ? -1 : stored.version,
      });
      hold(held);
      return held;
    }
  }
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

function salvaged(
  messages: readonly Message[],
  title: string | null,
  { clock }: LoadingOptions,
): Held {
  const answers = messages.filter((message) => message.role === 'assistant');
  const empty = newConversation(answers.at(-1)?.model ?? defaultSettings.model, clock());
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
