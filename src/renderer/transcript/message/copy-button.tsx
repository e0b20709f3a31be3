import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/conversation/conversation.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { copyMessage } from './copy-message.ts';

const CONFIRMED_MS = 1600;

export interface CopyButtonProps {
  readonly icon: LucideIcon;
  readonly message: Message;
}

/** Copies, and says so in its place. */
export function CopyButton({ icon, message }: CopyButtonProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <IconButton
      size="s"
      icon={isCopied ? Check : icon}
      label={t(isCopied ? 'transcript.copied' : 'transcript.copy')}
      onClick={() =>
        attempt(
          copyMessage(message).then(() => {
            setCopied(true);
            setTimeout(() => setCopied(false), CONFIRMED_MS);
          }),
        )
      }
    />
  );
}
