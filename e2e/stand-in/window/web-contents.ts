import type * as Electron from 'electron';
import { originOf, toPageAddress } from '../chromium/address.ts';
import { hold } from '../modules/clipboard-content.ts';
import { ipcMain } from '../modules/ipc-main.ts';
import { complete, Emitter } from '../modules/lacking.ts';
import { acceleratorsOf, runCommand } from '../modules/menu/keys.ts';
import type { MenuKeys } from '../modules/menu/keys.ts';
import { openPage } from '../page/page.ts';
import type { Page } from '../page/page.ts';
import { readPreload } from '../page/preload-file.ts';
import type { PageCall } from '../page/preload-world.ts';
import { schemes } from '../chromium/requests.ts';
import { defaultSession } from '../modules/session.ts';
import { mode } from '../state.ts';
import { plays } from '../system-modes.ts';
import type { OpenedTarget } from '../chromium/targets.ts';
import { colorScheme } from '../modules/theme.ts';
import { describeContextMenu, events } from './web-contents-events.ts';
import { createWire } from '../page/wire.ts';

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** What the window that shows the page has to do for it. */
export interface Host {
  readonly preload: string | null;
  readonly beforeLoad: (target: OpenedTarget) => Promise<void>;
  readonly focusChanged: (focused: boolean) => void;
  readonly loaded: () => void;
  readonly titled: (title: string) => void;
  /** The menu whose keys work in this window. */
  readonly menu: () => MenuKeys | null;
  /** The page is gone, whoever closed it. */
  readonly closed: () => void;
  readonly closeRefused: () => void;
}

const wire = createWire();
let lastId = 0;

export class WebContents
  extends Emitter
  implements
    Pick<
      Electron.WebContents,
      | 'id'
      | 'loadURL'
      | 'reload'
      | 'send'
      | 'getURL'
      | 'getTitle'
      | 'isDestroyed'
      | 'isLoading'
      | 'setWindowOpenHandler'
      | 'executeJavaScript'
      | 'openDevTools'
      | 'isDevToolsOpened'
      | 'setBackgroundThrottling'
      | 'forcefullyCrashRenderer'
      | 'isCrashed'
    >
{
  readonly getZoomFactor = (): number => 1;
  readonly id: number;
  readonly session = defaultSession;
  readonly mainFrame: {
    readonly url: string;
    readonly origin: string;
    readonly parent: null;
    readonly top: unknown;
  };
  private readonly host: Host;
  private opening: Promise<Page> | null = null;
  private page: Page | null = null;
  private address = '';
  private title = '';
  private crashed = false;
  private ending: 'for-good' | 'to-reload' | null = null;
  private loading: PromiseWithResolvers<void> | null = null;
  private destroyed = false;
  private onWindowOpen: WindowOpenHandler | null = null;

  constructor(host: Host) {
    super('webContents', events);
    this.id = ++lastId;
    this.host = host;
    const read = (): string => this.address;
    const frame = {
      get url() {
        return read();
      },
      get origin() {
        return originOf(read());
      },
      parent: null,
      get top(): unknown {
        return this;
      },
      isDestroyed: () => this.destroyed,
    };
    this.mainFrame = complete('webContents.mainFrame', frame);
    return complete('webContents', this);
  }

  async loadURL(address: string): Promise<void> {
    this.loading = Promise.withResolvers();
    const { promise } = this.loading;
    this.announce('did-start-loading');
    try {
      const pageAddress = toPageAddress(address, schemes);
      const isFirst = this.opening === null;
      this.opening ??= this.open(pageAddress);
      const page = await this.opening;
      // Headed, the window opened on its address; everywhere else a page has to be told.
      if (!isFirst || mode === 'headless') await page.navigate(pageAddress);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.announce('did-fail-load', {}, -2, reason, address, true);
      throw new Error(`${reason} loading '${address}'`, { cause: error });
    }
    await promise;
  }

  reload(): void {
    // A process that is being ended hears nothing; the page is loaded in the next one.
    if (this.ending !== null) this.ending = 'to-reload';
    else this.page?.reload().catch(() => undefined);
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.page?.tell({ kind: 'event', channel, args: wire.encode(args) });
  }

  getURL(): string {
    return this.address;
  }

  getTitle(): string {
    return this.title;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isLoading(): boolean {
    return this.loading !== null;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.onWindowOpen = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const page = await this.opening;
    if (page === null) throw new Error('The page is not loaded.');
    const { result, exceptionDetails } = await page.session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
    return result.value as unknown;
  }

  openDevTools(): void {
    console.log('Press F12 in the window for the developer tools.');
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  setBackgroundThrottling(): void {
    // Chromium was started without it.
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  /** Ends the page's process, as the system does when memory runs out. */
  forcefullyCrashRenderer(): void {
    if (this.page === null) return;
    this.ending = 'for-good';
    this.page.crash();
  }

  /** Runs an editing command where the caret is, as the menu roles do. */
  edit(command: string): void {
    this.page?.session
      .send('Runtime.evaluate', {
        expression: `document.execCommand(${JSON.stringify(command)})`,
        userGesture: true,
      })
      .catch(() => undefined);
  }

  refreshAccelerators(): void {
    this.page?.tell({ kind: 'accelerators', accelerators: acceleratorsOf(this.host.menu()) });
  }

  refreshColorScheme(): void {
    this.page?.setColorScheme(colorScheme()).catch(() => undefined);
  }

  /** The page, once there is one. */
  current(): Page | null {
    return this.page;
  }

  /** The next load opens a new page. */
  forgetPage(): void {
    this.page = null;
    this.opening = null;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.forgetPage();
    this.announce('destroyed');
  }

  private async open(pageAddress: string): Promise<Page> {
    const page = await openPage({
      pageAddress,
      preload: readPreload(this.host.preload),
      colorScheme: colorScheme(),
      beforeLoad: this.host.beforeLoad,
      events: {
        called: (call) => this.receive(call),
        navigated: (address, withinDocument) => {
          this.address = address;
          this.announce(withinDocument ? 'did-navigate-in-page' : 'did-navigate', {}, address);
        },
        mayNavigate: (url, isMainFrame) => this.mayNavigate(url, isMainFrame),
        windowOpened: ({ url, frameName, features }) => {
          const details = { url, frameName, features, disposition: 'foreground-tab' as const };
          const answer = this.onWindowOpen?.({
            ...details,
            referrer: { url: this.address, policy: 'default' },
          });
          if (answer?.action !== 'deny') {
            console.error(`The Electron stand-in opens no windows for pages: ${url}`);
          }
        },
        domReady: () => {
          if (!this.isBlank() && !plays('no-load-event')) this.announce('dom-ready');
        },
        loaded: () => {
          if (this.isBlank() || plays('no-load-event')) return;
          this.crashed = false;
          this.loading?.resolve();
          this.loading = null;
          this.announce('did-finish-load');
          this.announce('did-stop-loading');
          this.host.loaded();
        },
        crashed: () => {
          const wasWanted = this.ending === 'to-reload';
          this.ending = null;
          this.crashed = true;
          this.announce('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
          if (wasWanted) this.reload();
        },
        closed: () => this.host.closed(),
        closeRefused: () => this.host.closeRefused(),
      },
    });
    this.page = page;
    return page;
  }

  private mayNavigate(url: string, isMainFrame: boolean): boolean {
    const event = { url, isMainFrame, isSameDocument: false, frame: this.mainFrame };
    const refused = this.announce('will-frame-navigate', event);
    if (!isMainFrame) return !refused;
    return !this.announce('will-navigate', event, url) && !refused;
  }

  private receive(call: PageCall): void {
    if (this.destroyed) return;
    switch (call.kind) {
      case 'invoke':
        void ipcMain.dispatchInvoke(this, call).then((message) => this.page?.tell(message));
        return;
      case 'send':
        ipcMain.dispatchSend(this, call);
        return;
      case 'ready':
        this.refreshAccelerators();
        return;
      case 'preload-error':
        console.error(`Unable to load preload script: ${this.host.preload}\n${call.message}`);
        this.announce('preload-error', {}, this.host.preload, new Error(call.message));
        return;
      case 'title':
        this.title = call.title;
        this.host.titled(call.title);
        return;
      case 'focus':
      case 'blur':
        if (mode === 'headed') this.host.focusChanged(call.kind === 'focus');
        return;
      case 'copied':
        hold(new Map([['text/plain', call.text]]));
        return;
      case 'accelerator':
        runCommand(this.host.menu(), call.commandId);
        return;
      case 'context-menu':
        this.announce('context-menu', {}, describeContextMenu(call.params));
    }
  }

  /** The empty page that a headless window opens with is none of the app's. */
  private isBlank(): boolean {
    return this.address.startsWith('about:blank#');
  }
}
