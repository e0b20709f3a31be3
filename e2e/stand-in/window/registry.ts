import type { BrowserWindow } from './browser-window.ts';

type AppEvent = 'browser-window-created' | 'browser-window-focus' | 'browser-window-blur';

const open = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;
/** Which window had the focus before this one took it; `null`: another program. */
const before = new Map<number, BrowserWindow | null>();
let allClosed: () => void = () => undefined;
let appEvent: (event: AppEvent, window: BrowserWindow) => void = () => undefined;

/** Every window of the app, in the order in which they were made. */
export const windows = {
  all: (): BrowserWindow[] => [...open.values()],
  byId: (id: number): BrowserWindow | null => open.get(id) ?? null,
  focused: (): BrowserWindow | null => focused,
  add: (window: BrowserWindow): void => {
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
  focus: (window: BrowserWindow | null): void => {
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
  onEvent: (listener: (event: AppEvent, window: BrowserWindow) => void): void => {
    appEvent = listener;
  },
};
