import { parseAccelerator } from './accelerator.ts';
import type { PageAccelerator } from '../../page/preload-world.ts';

interface Command {
  readonly accelerator: string | null;
  readonly run: () => void;
}

/** The keys of a menu. */
export interface MenuKeys {
  readonly commands: () => readonly Command[];
}

/** The application's menu: on macOS that of the app wherever the focus is, elsewhere what a new window begins with. */
let applicationMenu: MenuKeys | null = null;

export const menuOfApplication = {
  get: (): MenuKeys | null => applicationMenu,
  set: (menu: MenuKeys | null): void => {
    applicationMenu = menu;
  },
};

/** A page that takes a key for itself goes first. */
export function acceleratorsOf(menu: MenuKeys | null): PageAccelerator[] {
  return (menu?.commands() ?? []).flatMap(({ accelerator }, commandId) => {
    const keys = accelerator === null ? null : parseAccelerator(accelerator);
    return keys === null ? [] : [{ commandId, ...keys }];
  });
}

export function runCommand(menu: MenuKeys | null, commandId: number): void {
  menu?.commands()[commandId]?.run();
}
