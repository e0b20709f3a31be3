import type { Page } from 'playwright/test';
import type { DrivenApp } from './launch.ts';
import { expect } from './person.ts';

/** What a person sees of the quick prompt's window. */
export interface SeenWindow {
  readonly isShown: boolean;
  readonly isFocused: boolean;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly background: string;
}

export function look(app: DrivenApp): Promise<SeenWindow | null> {
  return app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/quick-prompt.html'),
    );
    return window === undefined
      ? null
      : {
          isShown: window.isVisible(),
          isFocused: window.isFocused(),
          bounds: window.getBounds(),
          background: window.getBackgroundColor().toLowerCase(),
        };
  }, null);
}

export async function boundsOf(app: DrivenApp): Promise<SeenWindow['bounds']> {
  const seen = await look(app);
  if (seen === null) throw new Error('There is no quick prompt.');
  return seen.bounds;
}

export async function expectShown(app: DrivenApp): Promise<void> {
  await expect.poll(() => look(app)).toMatchObject({ isShown: true });
}

export async function expectHidden(app: DrivenApp): Promise<void> {
  await expect.poll(() => look(app)).toMatchObject({ isShown: false });
}

/** As by the menu; tray and global shortcut come the same way. */
export function toggle(app: DrivenApp): Promise<void> {
  return app.clickMenuItem('quick-prompt.toggle');
}

/** The system tells the window that something else is used now, or that it is used itself. */
export function tellFocus(app: DrivenApp, event: 'focus' | 'blur'): Promise<void> {
  return app.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/quick-prompt.html'),
    );
    window?.emit(name);
  }, event);
}

export function moveTo(app: DrivenApp, bounds: Partial<SeenWindow['bounds']>): Promise<void> {
  return app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/quick-prompt.html'),
    );
    window?.setBounds(wanted);
  }, bounds);
}

/** Pastes a picture, as after a screenshot. */
export async function pasteImage(page: Page, size = { width: 8, height: 8 }): Promise<void> {
  await page.evaluate(async ({ width, height }) => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const brush = canvas.getContext('2d');
    const bars = [0.35, 0.6, 0.45, 0.85, 0.7];
    for (const [index, bar] of bars.entries()) {
      if (brush === null) break;
      brush.fillStyle = index === 3 ? '#e6b566' : '#5c67dd';
      const step = width / bars.length;
      brush.fillRect(index * step + step / 8, height * (1 - bar), step * 0.75, height * bar);
    }
    const { promise, resolve } = Promise.withResolvers<Blob | null>();
    canvas.toBlob(resolve);
    const data = new DataTransfer();
    data.items.add(new File([(await promise) ?? ''], 'shot.png', { type: 'image/png' }));
    document
      .querySelector('textarea')
      ?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
  }, size);
}
