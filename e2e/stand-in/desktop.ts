import type * as Electron from 'electron';
import { complete, Emitter } from './lacking.ts';
import type { Menu } from './menu.ts';

/** The parts of a desktop that a page cannot show: they are kept here, for specs to see and to use. */
export const shortcuts = new Map<string, () => void>();
export const trays = new Set<Tray>();
export const shownNotifications: Notification[] = [];
/** Shortcuts that another program of the desktop has: registering them fails. */
export const takenShortcuts = new Set<string>();

export const globalShortcut = complete('globalShortcut', {
  register: (accelerator, callback) => {
    if (shortcuts.has(accelerator) || takenShortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator) => {
    shortcuts.delete(accelerator);
  },
  unregisterAll: () => shortcuts.clear(),
  isRegistered: (accelerator) => shortcuts.has(accelerator),
} satisfies Pick<
  Electron.GlobalShortcut,
  'register' | 'unregister' | 'unregisterAll' | 'isRegistered'
>);

export class Tray
  extends Emitter
  implements Pick<Electron.Tray, 'setToolTip' | 'getBounds' | 'isDestroyed' | 'destroy'>
{
  readonly image: unknown;
  private tip = '';
  private menu: Menu | null = null;
  private destroyed = false;

  constructor(image: unknown) {
    super('Tray', ['click', 'right-click', 'double-click', 'middle-click']);
    this.image = image;
    trays.add(this);
    return complete('Tray', this);
  }

  setToolTip(tip: string): void {
    this.tip = tip;
  }

  getToolTip(): string {
    return this.tip;
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  getContextMenu(): Menu | null {
    return this.menu;
  }

  getBounds(): Electron.Rectangle {
    return { x: 1400, y: 0, width: 24, height: 24 };
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  destroy(): void {
    this.destroyed = true;
    for (const tray of trays) if (tray.isDestroyed()) trays.delete(tray);
  }
}

export class Notification
  extends Emitter
  implements Pick<Electron.Notification, 'title' | 'body' | 'show' | 'close'>
{
  readonly title: string;
  readonly body: string;

  static isSupported(): boolean {
    return true;
  }

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super('Notification', ['show', 'click', 'close', 'reply', 'action', 'failed']);
    this.title = title;
    this.body = body;
    return complete('Notification', this);
  }

  show(): void {
    shownNotifications.push(this);
    this.announce('show');
  }

  close(): void {
    this.announce('close');
  }
}

export const powerMonitor = complete(
  'powerMonitor',
  new Emitter('powerMonitor', [
    'suspend',
    'resume',
    'shutdown',
    'lock-screen',
    'unlock-screen',
    'on-ac',
    'on-battery',
  ]),
);
