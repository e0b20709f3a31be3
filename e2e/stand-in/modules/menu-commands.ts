import { parseAccelerator } from './accelerator.ts';
import type { PageAccelerator } from '../page/preload-world.ts';

interface Command {
  readonly accelerator: string | null;
  readonly run: () => void;
}

let commands: readonly Command[] = [];

/** What the keys of the application menu do, wherever the focus is. A page that takes a key for itself goes first. */
export const menuCommands = {
  set: (list: readonly Command[]): void => {
    commands = list;
  },
  accelerators: (): PageAccelerator[] =>
    commands.flatMap(({ accelerator }, commandId) => {
      const keys = accelerator === null ? null : parseAccelerator(accelerator);
      return keys === null ? [] : [{ commandId, ...keys }];
    }),
  run: (commandId: number): void => commands[commandId]?.run(),
};
