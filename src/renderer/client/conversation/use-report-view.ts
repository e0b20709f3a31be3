import { useEffect } from 'react';
import type { PageName } from '#shared/contract.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../bridge.ts';

/** Keeps main told which conversation a person can see in this window: what is seen needs no notification. */
export function useReportView(page: PageName, conversationId: ConversationId | null): void {
  useEffect(() => {
    const report = (): void => {
      const seen = document.visibilityState === 'visible' ? conversationId : null;
      // Nothing depends on it but a notification too many.
      call('window.report-view', { page, conversationId: seen }).catch(() => undefined);
    };
    report();
    document.addEventListener('visibilitychange', report);
    return () => document.removeEventListener('visibilitychange', report);
  }, [page, conversationId]);
}
