import { Menu } from 'electron';
import { menuTemplate } from './template.ts';
import type { MenuOptions } from './template.ts';

/** Puts the application menu in place, or replaces it. */
export function showMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}
