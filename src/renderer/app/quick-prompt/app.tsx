import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Toaster } from '../../ui/toaster.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { useAppearance } from '../use-appearance.ts';
import { WindowFault } from '../window-fault.tsx';
import { Layout } from './layout.tsx';
import { useQuickKeys } from './use-quick-keys.ts';

/** Everything of the quick prompt's window. Rendered only when the window is connected. */
export function QuickPromptApp() {
  useAppearance();
  useQuickKeys();
  return (
    <ErrorBoundary fallback={WindowFault}>
      <TooltipProvider>
        <Layout />
        <Toaster />
      </TooltipProvider>
    </ErrorBoundary>
  );
}
