import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureInput } from '#shared/contract.ts';
import { call } from '../../client/bridge.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';

/** How long a button says that it has copied, in milliseconds. */
const CONFIRMED_MS = 1600;

/** Copying with its confirmation. A failure is told by a toast. */
export function useCopy(): {
  readonly copied: boolean;
  readonly copy: (what: ProcedureInput<'clipboard.write'>) => void;
} {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return {
    copied,
    copy: (what) => {
      call('clipboard.write', what).then(
        () => {
          setCopied(true);
          setTimeout(() => setCopied(false), CONFIRMED_MS);
        },
        () => showToast({ text: t('markdown.copyFailed'), tone: 'danger' }),
      );
    },
  };
}
