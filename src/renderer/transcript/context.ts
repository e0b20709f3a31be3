import { createContext, useContext } from 'react';
import type { ConversationId, MessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';

/** What every message of a transcript may do. */
export interface TranscriptContext {
  readonly conversationId: ConversationId;
  /** Nothing can be added to the conversation. */
  readonly isClosed: boolean;
  readonly editingId: MessageId | null;
  readonly onEdit: (messageId: MessageId | null) => void;
  /** Stops following the end: the reader has turned to something else. */
  readonly onRelease: () => void;
  readonly onOpenProviders: () => void;
  /** Absent where a window has no room for it. */
  readonly onCheckConnection?: ((model: ModelRef) => void) | undefined;
  readonly onRegenerateWith: (messageId: MessageId) => void;
}

export const Context = createContext<TranscriptContext | null>(null);

export function useTranscript(): TranscriptContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a message is rendered outside a transcript');
  return context;
}
