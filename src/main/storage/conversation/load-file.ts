import { basename, join } from 'node:path';
import type { DamagedFile, ReadOnlyReason } from '#shared/contract.ts';
import type { Message } from '#shared/conversation/conversation.ts';
import type { FailureError } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import { keepCopy, makeDirectory } from '../files/durable-files.ts';
import type { JsonFile } from '../files/json-file.ts';
import { storageFailure } from '../files/storage-failure.ts';
import { parseDocument } from './document.ts';
import type { StoredConversation } from './document.ts';
import { FOLDER, describe } from './folder.ts';
import { graft } from './graft.ts';
import type { Migration } from './migrations.ts';
import { salvage } from './salvage.ts';

export type LoadedConversation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'loaded';
      readonly stored: StoredConversation;
      readonly bytes: number;
      /** Set where it is to be shown and never saved. */
      readonly readOnly: ReadOnlyReason | false;
      /** It differs from its file (migrated, restored from the backup) and should be saved. */
      readonly unsaved: boolean;
      readonly damaged: DamagedFile | null;
    }
  /** The file was damaged and had no backup: what was in it now needs a conversation of its own. */
  | {
      readonly state: 'salvaged';
      readonly messages: readonly Message[];
      readonly damaged: DamagedFile;
    }
  /** Neither the file nor its backup can be shown: the system does not give them, or a newer Parley wrote them. */
  | {
      readonly state: 'unreadable';
      readonly kind: 'unreadable' | 'not-understood';
      readonly failure: FailureError;
    };

export interface LoadFileOptions {
  /** The data folder. */
  readonly directory: string;
  readonly migrations: readonly Migration[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Called before a damaged file is moved. */
  readonly onDamage: () => void;
}

/**
 * What a conversation file holds. A damaged one is moved aside and read from its backup and from what it still holds;
 * one that the system does not give is read from its backup.
 */
export function loadConversationFile(
  file: JsonFile,
  id: ConversationId,
  options: LoadFileOptions,
): LoadedConversation {
  const { directory, migrations } = options;
  const read = file.read();
  switch (read.state) {
    case 'absent':
      return fromBackup(file, id, migrations);
    case 'unreadable':
      return read.isLasting
        ? recover(file, id, '', options)
        : instead(file, id, read.failure, migrations);
    case 'damaged':
      return recover(file, id, read.text, options);
    case 'read':
      break;
  }
  const parsed = parseDocument(read.value, id, migrations);
  if (parsed.state === 'damaged') return recover(file, id, read.text, options);
  if (parsed.state === 'unknown')
    return { state: 'unreadable', kind: 'not-understood', failure: parsed.failure };
  if (parsed.state === 'migrated') snapshot(directory, file, parsed.schemaVersion);
  return {
    state: 'loaded',
    stored: parsed.stored,
    bytes: Buffer.byteLength(read.text),
    readOnly: parsed.state === 'newer' && 'newer',
    unsaved: parsed.state === 'migrated',
    damaged: null,
  };
}

/** The file may be given again, so it stays where it is and is not written. */
function instead(
  file: JsonFile,
  id: ConversationId,
  failure: FailureError,
  migrations: readonly Migration[],
): LoadedConversation {
  const backup = fromBackup(file, id, migrations);
  return backup.state === 'loaded'
    ? { ...backup, readOnly: 'unreadable', unsaved: false }
    : { state: 'unreadable', kind: 'unreadable', failure };
}

function recover(
  file: JsonFile,
  id: ConversationId,
  text: string,
  { migrations, clock, onDamage }: LoadFileOptions,
): LoadedConversation {
  onDamage();
  const damaged = describe(`${FOLDER}/${file.moveAside(clock())}`, text);
  const { messages } = salvage(text);
  const restored = fromBackup(file, id, migrations);
  if (restored.state === 'loaded') {
    const { conversation, version } = restored.stored;
    return {
      ...restored,
      stored: { conversation: graft(conversation, messages), version },
      damaged: { ...damaged, title: damaged.title ?? conversation.title },
    };
  }
  // Not what was written, but a whole conversation all the same.
  const kept = tryParse(text, id, migrations);
  return kept === null ? { state: 'salvaged', messages, damaged } : { ...kept, damaged };
}

/** Keeps a file as it is before its format changes. */
function snapshot(directory: string, file: JsonFile, schemaVersion: number): void {
  const folder = join(directory, 'snapshots', `${FOLDER}-v${schemaVersion}`);
  makeDirectory(folder);
  try {
    keepCopy(file.path, join(folder, basename(file.path)));
  } catch (error) {
    throw storageFailure('save', folder, error);
  }
}

/** The state in the backup, for a file that is no longer there. */
function fromBackup(
  file: JsonFile,
  id: ConversationId,
  migrations: readonly Migration[],
): LoadedConversation {
  const backup = file.readBackup();
  const text = backup.state === 'read' ? backup.text : null;
  return (text === null ? null : tryParse(text, id, migrations)) ?? { state: 'absent' };
}

function tryParse(
  text: string,
  id: ConversationId,
  migrations: readonly Migration[],
): Extract<LoadedConversation, { state: 'loaded' }> | null {
  try {
    const parsed = parseDocument(JSON.parse(text), id, migrations);
    if (parsed.state !== 'current' && parsed.state !== 'migrated') return null;
    const bytes = Buffer.byteLength(text);
    const { stored } = parsed;
    return { state: 'loaded', stored, bytes, readOnly: false, unsaved: true, damaged: null };
  } catch {
    return null;
  }
}
