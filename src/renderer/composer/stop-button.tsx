import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import { focusComposer } from '../ui/keys/focus.ts';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { stopAnswers } from './stop-answers.ts';

export interface StopButtonProps {
  readonly conversationId: ConversationId;
  /** The key that does the same in this window. */
  readonly accelerator: string | undefined;
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
