import { useReportView } from '../../client/conversation/use-report-view.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Toaster } from '../../ui/toast/toaster.tsx';
import { TooltipLayer } from '../../ui/controls/tooltip.tsx';
import { useTabMark } from '../../ui/keys/use-tab-mark.ts';
import { useAppearance } from '../use-appearance.ts';
import { WindowFault } from '../window/fault.tsx';
import { Layout } from './layout.tsx';
import { useSession } from './session.ts';
import { useQuickKeys } from './use-quick-keys.ts';

/** Everything of the quick prompt's window. Rendered only when the window is connected. */
export function QuickPromptApp() {
  useAppearance();
  useQuickKeys();
  useTabMark();
  useReportView(
    'quick-prompt',
    useSession((session) => session.conversationId),
  );
  return (
    <ErrorBoundary fallback={WindowFault}>
      <Layout />
      <Toaster />
      <TooltipLayer takesEscape={false} />
    </ErrorBoundary>
  );
}
