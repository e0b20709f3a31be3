import { join } from 'node:path';
import { Menu, Tray, nativeTheme } from 'electron';
import type { TrayClick } from '#shared/settings.ts';
import { trayTemplate, trayTip } from './template.ts';
import type { TrayDoings, TrayState } from './template.ts';

export interface TrayOptions {
  /** Where the icons are. */
  readonly folder: string;
  readonly state: () => TrayState;
  readonly click: () => TrayClick;
  /** The bar that the icon is in is dark; asked where the system does not colour the icon itself. */
  readonly isBarDark: () => boolean;
  readonly doings: TrayDoings;
}

/** The icon in the tray: a projection of the state, like a window. */
export interface TrayIcon {
  /** The state may have changed; the icon follows soon. */
  readonly refresh: () => void;
  readonly end: () => void;
}

/** Titles and times of conversations change with every batch of an answer; a menu need not, in milliseconds. */
const REST_MS = 200;

export function createTray(options: TrayOptions): TrayIcon {
  const { state, doings } = options;
  const tray = new Tray(iconFor(options));
  let shown = '';
  let refreshing: NodeJS.Timeout | undefined;

  function project(): void {
    refreshing = undefined;
    const now = state();
    const template = trayTemplate(now, doings);
    const icon = iconFor(options);
    // What is drawn, without what it does: that depends on nothing else.
    const drawn = JSON.stringify([template, icon, options.click()]);
    if (drawn === shown) return;
    shown = drawn;
    tray.setImage(icon);
    tray.setToolTip(trayTip(now));
    // On macOS an icon with a menu has no click of its own.
    if (process.platform !== 'darwin') tray.setContextMenu(Menu.buildFromTemplate(template));
  }

  function openMenu(): void {
    tray.popUpContextMenu(Menu.buildFromTemplate(trayTemplate(state(), doings)));
  }

  tray.on('click', () => {
    switch (options.click()) {
      case 'quick-prompt':
        return doings.toggleQuickPrompt();
      case 'main-window':
        return doings.openMain();
      case 'menu':
        // A Linux desktop opens it by itself, by whatever it thinks the right button.
        if (process.platform !== 'linux') openMenu();
    }
  });
  if (process.platform === 'darwin') tray.on('right-click', openMenu);

  function refresh(): void {
    refreshing ??= setTimeout(project, REST_MS);
  }

  project();
  nativeTheme.on('updated', refresh);
  return {
    refresh,
    end: () => {
      nativeTheme.off('updated', refresh);
      clearTimeout(refreshing);
      tray.destroy();
    },
  };
}

function iconFor({ folder, state, isBarDark }: TrayOptions): string {
  const activity = state().running.length > 0 ? 'active' : 'idle';
  // macOS colours an image of this name itself.
  if (process.platform === 'darwin') return join(folder, `${activity}Template.png`);
  const ground = isBarDark() ? 'for-dark' : 'for-light';
  return join(folder, `${activity}-${ground}.${process.platform === 'win32' ? 'ico' : 'png'}`);
}
