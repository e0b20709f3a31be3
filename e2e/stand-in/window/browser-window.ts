import type * as Electron from 'electron';
import { complete } from '../modules/lacking.ts';
import { applyPermissions } from '../modules/session.ts';
import { WebContents } from './web-contents.ts';
import { WindowFrame } from './frame.ts';
import type { MenuKeys } from '../modules/menu/keys.ts';
import { playedPlatform, plays } from '../system-modes.ts';
import { windows } from '../windows.ts';
import type { AppWindow } from '../windows.ts';

type Implemented = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'reload'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'maximize'
  | 'unmaximize'
  | 'minimize'
  | 'restore'
  | 'setFullScreen'
  | 'getBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'getPosition'
  | 'setBounds'
  | 'setSize'
  | 'setPosition'
  | 'center'
  | 'setTitle'
  | 'getTitle'
  | 'setBackgroundColor'
  | 'getBackgroundColor'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'setSkipTaskbar'
  | 'setVisibleOnAllWorkspaces'
  | 'setMenuBarVisibility'
  | 'setAutoHideMenuBar'
  | 'moveTop'
>;

/** A window of Chromium with the app's page in it. */
export class BrowserWindow extends WindowFrame implements Implemented, AppWindow {
  readonly webContents: WebContents;
  private closing: PromiseWithResolvers<boolean> | null = null;

  static getAllWindows(): BrowserWindow[] {
    return windows.all().filter(isBrowserWindow);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find(({ id }) => id === windows.focused()?.id) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  static fromWebContents(contents: Electron.WebContents): BrowserWindow | null {
    const all = BrowserWindow.getAllWindows();
    return all.find(({ webContents }) => webContents.id === contents.id) ?? null;
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super(options);
    const window = complete('BrowserWindow', this);
    this.webContents = new WebContents({
      preload: options.webPreferences?.preload ?? null,
      beforeLoad: async (target) => {
        await Promise.all([
          applyPermissions(target.browser),
          this.surface.attach(target, {
            bounds: this.bounds,
            state: this.visible ? this.state : 'minimized',
            background: this.background,
          }),
        ]);
      },
      focusChanged: (focused) => {
        if (focused) windows.focus(window);
        else if (windows.focused() === window) windows.focus(null);
      },
      loaded: () => {
        if (!plays('no-ready-to-show') && !plays('late-ready-to-show')) this.tellReady();
      },
      titled: (title) => {
        if (!this.announce('page-title-updated', {})) this.setTitle(title);
      },
      menu: () => this.menuKeys(),
      closed: () => this.pageClosed(),
      closeRefused: () => this.settleClosing(false),
    });
    windows.add(window);
    if (this.visible) this.takeFocus();
    return window;
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  reload(): void {
    this.webContents.reload();
  }

  override showInactive(): void {
    const wasHidden = !this.visible;
    super.showInactive();
    const address = this.webContents.getURL();
    // A person closed the window of an app that only hides: its page is opened again.
    if (wasHidden && this.webContents.current() === null && address !== '') {
      void this.loadURL(address);
    }
  }

  override setMenu(menu: MenuKeys | null): void {
    if (playedPlatform() !== 'darwin') super.setMenu(menu);
    this.webContents.refreshAccelerators();
  }

  close(): void {
    void this.closeAndWait();
  }

  /** Resolves with whether the window closed: the app or its page may object. */
  closeAndWait(): Promise<boolean> {
    if (this.destroyed) return Promise.resolve(true);
    if (this.closing !== null) return this.closing.promise;
    if (this.announce('close')) return Promise.resolve(false);
    this.closing = Promise.withResolvers<boolean>();
    const { promise } = this.closing;
    const page = this.webContents.current();
    // The page is asked and its `pagehide` runs; one that never answers is closed all the same by the browser.
    if (page === null) this.finish();
    else page.session.send('Page.close').catch(() => this.finish());
    return promise;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.surface.close();
    this.finish();
  }

  private pageClosed(): void {
    if (this.destroyed) return;
    // Someone closed the window itself. An app that objects keeps a hidden one, whose page is opened again by `show`.
    const byPerson = this.closing === null;
    if (byPerson && this.announce('close')) {
      this.webContents.forgetPage();
      this.hide();
      return;
    }
    this.finish();
  }

  private finish(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    if (windows.focused()?.id === this.id) windows.focus(null);
    this.surface.detach();
    windows.remove(this.id);
    this.webContents.destroy();
    this.announce('closed');
    this.settleClosing(true);
    windows.checkAllClosed();
  }

  private settleClosing(closed: boolean): void {
    this.closing?.resolve(closed);
    this.closing = null;
  }
}

function isBrowserWindow(window: AppWindow): window is BrowserWindow {
  return window instanceof BrowserWindow;
}
