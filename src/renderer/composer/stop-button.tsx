import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { getConversation } from '../client/conversation/conversations.ts';
import { focusComposer } from '../ui/keys/focus.ts';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { attempt } from '../ui/toast/report-failure.ts';

export interface StopButtonProps {
  readonly conversationId: ConversationId;
  /** The key that does the same in this window. */
  readonly accelerator: string;
}

export function StopButton({ conversationId, accelerator }: StopButtonProps) {
  const { t } = useTranslation();
  return (
    <IconButton
      variant="secondary"
      icon={Square}
      label={t('composer.stop')}
      accelerator={accelerator}
      onClick={() => {
        // The button leaves with the answer.
        focusComposer();
        stopAnswers(conversationId);
      }}
    />
  );
}

/** Ends every running answer of the conversation; what arrived stays. */
export function stopAnswers(conversationId: ConversationId): void {
  const running = Object.keys(getConversation(conversationId)?.running ?? {}) as MessageId[];
  for (const messageId of running) {
    attempt(call('generation.abort', { conversationId, messageId }));
  }
}
