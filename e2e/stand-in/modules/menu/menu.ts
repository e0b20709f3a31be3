import type * as Electron from 'electron';
import { complete } from '../lacking.ts';
import { menuOfApplication } from './keys.ts';
import type { MenuKeys } from './keys.ts';
import { runRole, roleAccelerators } from './roles.ts';
import { playedPlatform } from '../../system-modes.ts';
import { windows } from '../../windows.ts';

type Options = Electron.MenuItemConstructorOptions;

let lastCommandId = 0;

/** Menus that were popped up, newest last: there is nothing to see, a spec chooses from them. */
export const poppedUp: Menu[] = [];

export class MenuItem implements Pick<
  Electron.MenuItem,
  'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked'
> {
  readonly id: string;
  readonly commandId: number;
  readonly type: NonNullable<Options['type']>;
  readonly role: Options['role'];
  readonly accelerator: string | null;
  readonly submenu: Menu | null;
  readonly registerAccelerator: boolean;
  label: string;
  sublabel: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  private readonly onClick: Options['click'];

  constructor(options: Options) {
    lastCommandId += 1;
    this.commandId = lastCommandId;
    this.id = options.id ?? '';
    this.role = options.role;
    this.submenu = Array.isArray(options.submenu)
      ? Menu.buildFromTemplate(options.submenu)
      : ((options.submenu as unknown as Menu | undefined) ?? null);
    this.type = options.type ?? (this.submenu === null ? 'normal' : 'submenu');
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.registerAccelerator = options.registerAccelerator ?? true;
    const accelerator =
      options.accelerator ?? (options.role ? roleAccelerators()[options.role] : undefined);
    this.accelerator = typeof accelerator === 'string' ? accelerator : null;
    this.onClick = options.click;
    return complete('MenuItem', this);
  }

  click(event: object = {}): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    const window = windows.focused() ?? undefined;
    if (this.role !== undefined) runRole(this.role, window);
    else {
      const run = this.onClick as unknown as
        | ((item: MenuItem, window: unknown, event: object) => void)
        | undefined;
      run?.(this, window, event);
    }
  }
}

let applicationMenu: Menu | null = null;

export class Menu implements MenuKeys {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (Options | Electron.MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item as Options));
    }
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    menuOfApplication.set(menu);
    // Off macOS it replaces the menu of every window, whatever that was: lib/browser/api/menu.ts of Electron.
    for (const window of windows.all()) window.setMenu(menu);
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  /** macOS takes every key that its menu shows. */
  commands(): { accelerator: string | null; run: () => void }[] {
    const takesAll = playedPlatform() === 'darwin';
    return everyItem(this).map((item) => ({
      accelerator: (takesAll || item.registerAccelerator) && item.visible ? item.accelerator : null,
      run: () => item.click({ triggeredByAccelerator: true }),
    }));
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    return everyItem(this).find((item) => item.id === id) ?? null;
  }

  popup(): void {
    poppedUp.push(this);
  }

  closePopup(): void {
    poppedUp.pop();
  }
}

function everyItem(menu: Menu | null): MenuItem[] {
  return (menu?.items ?? []).flatMap((item) => [item].concat(everyItem(item.submenu)));
}
