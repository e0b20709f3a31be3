import { acceleratorOfCommand, commandIds } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import { getSettings, useSettings } from './settings.ts';

/** The keys of a command, in Electron's notation; `undefined` when it has none. */
export function useAccelerator(command: CommandId): string | undefined {
  return (
    useSettings(({ shortcuts }) => acceleratorOfCommand(command, shortcuts.commands)) || undefined
  );
}

/** Every command with its keys, `''` for none. */
export function getShortcuts(): readonly (readonly [command: CommandId, accelerator: string])[] {
  return shortcutsOf(getSettings().shortcuts.commands);
}

/** The same, and followed. */
export function useShortcuts(): readonly (readonly [command: CommandId, accelerator: string])[] {
  return shortcutsOf(useSettings(({ shortcuts }) => shortcuts.commands));
}

function shortcutsOf(
  changed: Readonly<Record<string, string>>,
): readonly (readonly [CommandId, string])[] {
  return commandIds.map((id) => [id, acceleratorOfCommand(id, changed)]);
}
