import { useReportView } from '../client/conversation/use-report-view.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Toaster } from '../ui/toast/toaster.tsx';
import { TooltipLayer } from '../ui/controls/tooltip.tsx';
import { useTabMark } from '../ui/keys/use-tab-mark.ts';
import { dialogs } from './deferred-views.tsx';
import { Layout } from './window/layout.tsx';
import { useAppearance } from './use-appearance.ts';
import { useKeys } from './command/use-keys.ts';
import { useView } from './view.ts';
import { WindowFault } from './window/fault.tsx';

/** Everything of the main window. Rendered only when the window is connected. */
export function App() {
  useAppearance();
  useKeys();
  useTabMark();
  useReportView(
    'main',
    useView((view) => view.conversationId),
  );
  return (
    <ErrorBoundary fallback={WindowFault}>
      <Layout />
      <dialogs.View />
      <Toaster />
      <TooltipLayer takesEscape />
    </ErrorBoundary>
  );
}
