import { SettingsDialog } from '../../settings/settings-dialog.tsx';
import { ConnectionDialog } from './connection.tsx';
import { InstructionsDialog } from './instructions.tsx';
import { Palette } from '../command/palette.tsx';
import { RegenerateDialog } from './regenerate.tsx';
import { changeView, useView } from '../view.ts';

/** What opens over the window. */
export function Dialogs() {
  return (
    <>
      <Palette />
      <RegenerateDialog />
      <InstructionsDialog />
      <ConnectionDialog />
      <Settings />
    </>
  );
}

function Settings() {
  const dialog = useView((view) => view.dialog);
  const isOpen = dialog?.type === 'settings';
  return (
    <SettingsDialog
      open={isOpen}
      onOpenChange={() => changeView({ dialog: null })}
      {...(isOpen && dialog.section !== undefined ? { section: dialog.section } : {})}
      isAdding={isOpen && dialog.isAdding === true}
    />
  );
}
