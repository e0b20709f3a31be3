import type { MenuKeys } from './modules/menu/keys.ts';

/** What the modules of the app need of one of its windows. */
export interface AppWindow {
  readonly id: number;
  readonly webContents: AppContents;
  readonly emit: (event: string, ...args: readonly unknown[]) => boolean;
  readonly announce: (event: string, fields?: object) => boolean;
  readonly isDestroyed: () => boolean;
  readonly isVisible: () => boolean;
  readonly isMaximized: () => boolean;
  readonly isFullScreen: () => boolean;
  /** On macOS: it takes keys without activating the app. */
  readonly isPanel: () => boolean;
  readonly show: () => void;
  readonly focus: () => void;
  readonly minimize: () => void;
  readonly maximize: () => void;
  readonly unmaximize: () => void;
  readonly setFullScreen: (flag: boolean) => void;
  readonly setMenu: (menu: MenuKeys | null) => void;
  readonly reload: () => void;
  readonly close: () => void;
  /** Resolves with whether it closed. */
  readonly closeAndWait: () => Promise<boolean>;
  /** The app was hidden, or is no longer. */
  readonly appHidden: (hidden: boolean) => void;
}

/** What they need of its page. */
export interface AppContents {
  readonly id: number;
  readonly edit: (command: string) => void;
  readonly openDevTools: () => void;
  readonly refreshAccelerators: () => void;
  readonly refreshColorScheme: () => void;
  readonly current: () => AppPage | null;
}

export interface AppPage {
  readonly targetId: string;
  readonly run: (expression: string) => Promise<unknown>;
  readonly crash: () => void;
}

type AppEvent = 'browser-window-created' | 'browser-window-focus' | 'browser-window-blur';

const open = new Map<number, AppWindow>();
let focused: AppWindow | null = null;
/** Which window had the focus before this one took it; `null`: another program. */
const before = new Map<number, AppWindow | null>();
let allClosed: () => void = () => undefined;
let appEvent: (event: AppEvent, window: AppWindow) => void = () => undefined;

/** Every window of the app, in the order in which they were made. */
export const windows = {
  all: (): AppWindow[] => [...open.values()],
  byId: (id: number): AppWindow | null => open.get(id) ?? null,
  focused: (): AppWindow | null => focused,
  add: (window: AppWindow): void => {
    open.set(window.id, window);
    appEvent('browser-window-created', window);
  },
  remove: (id: number): void => {
    open.delete(id);
    before.delete(id);
    if (focused?.id === id) focused = null;
  },
  checkAllClosed: (): void => {
    if (open.size === 0) allClosed();
  },
  /** At most one window has the focus; both sides of the change are told. */
  focus: (window: AppWindow | null): void => {
    if (focused === window) return;
    const left = focused;
    focused = window;
    if (window !== null) before.set(window.id, left);
    if (left !== null) {
      left.emit('blur', { sender: left });
      appEvent('browser-window-blur', left);
    }
    if (window !== null) {
      window.emit('focus', { sender: window });
      appEvent('browser-window-focus', window);
    }
  },
  /** To the window that had the focus before, if that is still to be seen. */
  giveBackFocus: (id: number): void => {
    const wanted = before.get(id);
    if (wanted?.isDestroyed() === false && wanted.isVisible()) wanted.focus();
  },
  onAllClosed: (listener: () => void): void => {
    allClosed = listener;
  },
  onEvent: (listener: (event: AppEvent, window: AppWindow) => void): void => {
    appEvent = listener;
  },
};
