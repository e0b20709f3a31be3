import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { ImportKind } from '#shared/import/import.ts';

export interface ImportWorkerData {
  readonly path: string;
  readonly model: ModelRef;
  /** Only counts, without handing conversations over. */
  readonly survey: boolean;
}

/** What the reading thread says; after a `conversation` it waits to be told to go on. */
export type ImportMessage =
  | {
      readonly type: 'counted';
      readonly id: ConversationId;
      readonly kind: ImportKind;
      readonly messages: number;
      readonly missingFiles: number;
      readonly createdAt: number;
      readonly updatedAt: number;
    }
  | { readonly type: 'conversation'; readonly conversation: Conversation }
  | { readonly type: 'done'; readonly skipped: number; readonly problem: string | null };
