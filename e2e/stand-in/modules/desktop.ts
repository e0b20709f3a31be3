import type * as Electron from 'electron';
import { complete, Emitter } from './lacking.ts';
import type { Menu } from './menu/menu.ts';
import { mode } from '../state.ts';
import { plays } from '../system-modes.ts';

/** The parts of a desktop that a page cannot show: they are kept here, for specs to see and to use. */
export const shortcuts = new Map<string, () => void>();
export const trays = new Set<Tray>();
export const shownNotifications: Notification[] = [];
/** Shortcuts that another program of the desktop has: registering them fails. */
export const takenShortcuts = new Set<string>();

const suspension = { active: false };

/** Presses these keys wherever the focus is. Says whether they came to the app. */
export function pressShortcut(accelerator: string): boolean {
  const callback = suspension.active ? undefined : shortcuts.get(accelerator);
  callback?.();
  return callback !== undefined;
}

export const globalShortcut = complete('globalShortcut', {
  register: (accelerator, callback) => {
    // Keys of the real desktop are not ours to hand out.
    if (
      mode === 'headed' ||
      suspension.active ||
      shortcuts.has(accelerator) ||
      takenShortcuts.has(accelerator)
    )
      return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator) => {
    shortcuts.delete(accelerator);
  },
  unregisterAll: () => shortcuts.clear(),
  isRegistered: (accelerator) => shortcuts.has(accelerator),
  isSuspended: () => suspension.active,
  setSuspended: (active) => {
    suspension.active = active;
  },
} satisfies Pick<
  Electron.GlobalShortcut,
  'register' | 'unregister' | 'unregisterAll' | 'isRegistered' | 'isSuspended' | 'setSuspended'
>);

export class Tray
  extends Emitter
  implements Pick<Electron.Tray, 'setToolTip' | 'getBounds' | 'isDestroyed' | 'destroy'>
{
  image: unknown;
  /** The menu that `popUpContextMenu` opened last. */
  opened: Menu | null = null;
  private tip = '';
  private menu: Menu | null = null;
  private destroyed = false;

  constructor(image: unknown) {
    super('Tray', ['click', 'right-click', 'double-click', 'middle-click']);
    this.image = image;
    trays.add(this);
    return complete('Tray', this);
  }

  setImage(image: unknown): void {
    this.image = image;
  }

  popUpContextMenu(menu?: Menu): void {
    this.opened = menu ?? this.menu;
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

  setIgnoreDoubleClickEvents(): void {
    // Each click is one here.
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
    if (plays('no-notifications')) {
      this.announce('failed', {}, 'the system does not let this app notify');
      return;
    }
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
