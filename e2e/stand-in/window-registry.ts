import type { BrowserWindow } from './browser-window.ts';

type AppEvent = 'browser-window-created' | 'browser-window-focus' | 'browser-window-blur';

const open = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;
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
    if (focused?.id === id) focused = null;
  },
  checkAllClosed: (): void => {
    if (open.size === 0) allClosed();
  },
  /** At most one window has the focus; both sides of the change are told. */
  focus: (window: BrowserWindow | null): void => {
    if (focused === window) return;
    const before = focused;
    focused = window;
    if (before !== null) {
      before.emit('blur', { sender: before });
      appEvent('browser-window-blur', before);
    }
    if (window !== null) {
      window.emit('focus', { sender: window });
      appEvent('browser-window-focus', window);
    }
  },
  onAllClosed: (listener: () => void): void => {
    allClosed = listener;
  },
  onEvent: (listener: (event: AppEvent, window: BrowserWindow) => void): void => {
    appEvent = listener;
  },
};
