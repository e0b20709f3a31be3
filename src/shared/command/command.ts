import { z } from 'zod';

/**
 * The table of what a person can do by key, menu or palette. Labels are in `text/*` under the same id.
 * Accelerators are Electron's notation: https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 */
export const commands = {
  'conversation.new': { accelerator: 'CommandOrControl+N' },
  'conversation.search': { accelerator: 'CommandOrControl+K' },
  'conversation.next': { accelerator: 'Control+Tab' },
  'conversation.previous': { accelerator: 'Control+Shift+Tab' },
  'conversation.rename': { accelerator: 'F2' },
  'conversation.trash': { accelerator: 'CommandOrControl+Backspace' },
  'composer.focus': { accelerator: 'CommandOrControl+L' },
  'model.pick': { accelerator: 'CommandOrControl+M' },
  'generation.abort': { accelerator: 'Escape' },
  'answer.copy': { accelerator: 'CommandOrControl+Shift+C' },
  'sidebar.toggle': { accelerator: 'CommandOrControl+B' },
  'settings.open': { accelerator: 'CommandOrControl+,' },
  'quick-prompt.toggle': { accelerator: 'CommandOrControl+Shift+K' },
} as const satisfies Record<string, { readonly accelerator: string }>;

export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands) as readonly CommandId[];

/** The keys of a command: the person's own, or those of the table; `''` when it has none. */
export function acceleratorOfCommand(
  id: CommandId,
  changed: Readonly<Record<string, string>>,
): string {
  return (Object.hasOwn(changed, id) ? changed[id] : undefined) ?? commands[id].accelerator;
}

export const commandIdSchema = z.enum(commandIds);
