import { lazy, Suspense } from 'react';
import { Toaster } from '../ui/toaster.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { WindowFault } from './window-fault.tsx';
import { InstructionsDialog } from './instructions-dialog.tsx';
import { Layout } from './layout.tsx';
import { Palette } from './palette.tsx';
import { RegenerateDialog } from './regenerate-dialog.tsx';
import { useAppearance } from './use-appearance.ts';
import { useKeys } from './use-keys.ts';
import { changeView, useView } from './view.ts';

const SettingsDialog = lazy(async () => {
  const module = await import('../settings/settings-dialog.tsx');
  return { default: module.SettingsDialog };
});

/** Everything of the main window. Rendered only when the window is connected. */
export function App() {
  useAppearance();
  useKeys();
  return (
    <ErrorBoundary fallback={WindowFault}>
      <TooltipProvider>
        <Layout />
        <Palette />
        <RegenerateDialog />
        <InstructionsDialog />
        <Settings />
        <Toaster />
      </TooltipProvider>
    </ErrorBoundary>
  );
}

function Settings() {
  const dialog = useView((view) => view.dialog);
  const isOpen = dialog?.type === 'settings';
  return (
    <Suspense>
      <SettingsDialog
        open={isOpen}
        onOpenChange={() => changeView({ dialog: null })}
        {...(isOpen && dialog.section !== undefined ? { section: dialog.section } : {})}
      />
    </Suspense>
  );
}
