import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ImportKind } from '#shared/import/import.ts';
import type { ModelRef } from '#shared/provider/model.ts';

/** What reading one conversation needs besides its JSON. */
export interface ReadContext {
  /** With which an imported conversation goes on. */
  readonly model: ModelRef;
  /** The bytes of a file of the export, found by a part of its name; `null` when it is not there or too large. */
  readonly file: (name: string) => Promise<FoundFile | null>;
}

export interface FoundFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Imported {
  readonly conversation: Conversation;
  /** Files that the conversation speaks of and the export does not hold. */
  readonly missingFiles: number;
}

/** How one service writes a conversation. Pure but for the files it asks for; throws nothing for any JSON. */
export interface ExportFormat {
  readonly kind: ImportKind;
  /** Whether an element of the export is a conversation of this kind: told by its shape, never by the name of a file. */
  readonly recognises: (element: unknown) => boolean;
  /** `null` for a conversation in which nobody said anything. */
  readonly read: (element: unknown, context: ReadContext) => Promise<Imported | null>;
}
