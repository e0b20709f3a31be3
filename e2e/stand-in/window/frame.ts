import type * as Electron from 'electron';
import { Emitter } from '../modules/lacking.ts';
import { menuOfApplication } from '../modules/menu/keys.ts';
import type { MenuKeys } from '../modules/menu/keys.ts';
import { isAppHidden, unhideApp } from '../modules/app/life.ts';
import { displays, screen } from '../modules/screen.ts';
import { mode } from '../state.ts';
import { playedPlatform, plays } from '../system-modes.ts';
import { windows } from '../windows.ts';
import { createSurface } from './surface.ts';
import type { Surface, WindowState } from './surface.ts';

const events = [
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'close',
  'closed',
  'resize',
  'resized',
  'move',
  'moved',
  'maximize',
  'unmaximize',
  'minimize',
  'restore',
  'enter-full-screen',
  'leave-full-screen',
  'query-session-end',
  'session-end',
  'page-title-updated',
  'unresponsive',
  'responsive',
];

let lastId = 0;

/**
 * Place, state and looks of a window. What it is told happens at once as far as the app can see, and in Chromium in
 * the same order.
 */
export class WindowFrame extends Emitter {
  readonly id: number;
  protected readonly surface: Surface;
  protected bounds: Electron.Rectangle;
  protected state: WindowState = 'normal';
  protected visible: boolean;
  protected destroyed = false;
  protected background: string;
  /** Its own: on macOS there is only the app's. */
  protected menu: MenuKeys | null = menuOfApplication.get();
  private readonly options: Electron.BrowserWindowConstructorOptions;
  private onTop: boolean;
  private toldReady = false;
  /** It is to be seen as soon as the app is no longer hidden. */
  private ordered = false;
  private title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super('BrowserWindow', events);
    lastId += 1;
    this.id = lastId;
    this.options = options;
    this.visible = options.show ?? true;
    this.onTop = options.alwaysOnTop ?? false;
    this.title = options.title ?? 'Electron';
    this.background = options.backgroundColor ?? '#FFFFFF';
    this.bounds = this.place(options);
    this.surface = createSurface({
      boundsChanged: (bounds, state) => this.follow(bounds, state),
    });
  }

  show(): void {
    // A window that is no panel activates its app, and that brings a hidden one back.
    if (isAppHidden() && !this.isPanel()) unhideApp();
    this.showInactive();
    this.takeFocus();
  }

  showInactive(): void {
    if (this.destroyed || this.visible) return;
    if (isAppHidden()) {
      this.ordered = true;
      if (plays('panels-unhide-all')) unhideApp();
      return;
    }
    this.visible = true;
    this.surface.setState(this.state);
    this.announce('show');
    if (plays('late-ready-to-show')) this.tellReady();
  }

  /** The app was hidden, or is no longer: its windows go and come with it. */
  appHidden(hidden: boolean): void {
    if (hidden) {
      const wasVisible = this.visible;
      this.hide();
      this.ordered = wasVisible;
      return;
    }
    const isWanted = this.ordered;
    this.ordered = false;
    if (isWanted) this.showInactive();
  }

  hide(): void {
    this.ordered = false;
    if (!this.visible) return;
    const hadFocus = this.isFocused();
    this.visible = false;
    this.surface.setState('minimized');
    this.loseFocus();
    // A desktop gives the focus back to what had it; headed, it really does.
    if (hadFocus && mode === 'headless') windows.giveBackFocus(this.id);
    this.announce('hide');
  }

  focus(): void {
    if (this.visible) this.takeFocus();
  }

  blur(): void {
    // "Not supported on Wayland (Linux)."
    if (!plays('wayland')) this.loseFocus();
  }

  isPanel(): boolean {
    return this.options.type === 'panel';
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isVisible(): boolean {
    return this.visible;
  }

  isFocused(): boolean {
    return windows.focused()?.id === this.id;
  }

  isMinimized(): boolean {
    return this.state === 'minimized';
  }

  isMaximized(): boolean {
    return this.state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen';
  }

  maximize(): void {
    this.changeState('maximized', 'maximize');
    this.showInactive();
  }

  unmaximize(): void {
    if (this.isMaximized()) this.changeState('normal', 'unmaximize');
  }

  minimize(): void {
    this.changeState('minimized', 'minimize');
    this.loseFocus();
  }

  restore(): void {
    if (this.isMinimized()) this.changeState('normal', 'restore');
  }

  setFullScreen(flag: boolean): void {
    if (flag) this.changeState('fullscreen', 'enter-full-screen');
    else if (this.isFullScreen()) this.changeState('normal', 'leave-full-screen');
  }

  getBounds(): Electron.Rectangle {
    if (this.state !== 'maximized' && this.state !== 'fullscreen') return told(this.bounds);
    const display = screen.getDisplayMatching(this.bounds);
    return told(this.state === 'maximized' ? display.workArea : display.bounds);
  }

  getNormalBounds(): Electron.Rectangle {
    return told(this.bounds);
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const { width, height } = { ...this.bounds, ...bounds };
    const place = plays('wayland') ? this.bounds : { ...this.bounds, ...bounds };
    const wanted = this.fit({ ...place, width, height });
    this.surface.setBounds(wanted);
    this.follow(wanted, this.state);
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  center(): void {
    this.setBounds(centre(this.bounds));
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setBackgroundColor(color: string): void {
    this.background = color;
    this.surface.setBackground(color);
  }

  getBackgroundColor(): string {
    return this.background;
  }

  setAlwaysOnTop(flag: boolean): void {
    this.onTop = flag;
  }

  isAlwaysOnTop(): boolean {
    return this.onTop && !plays('wayland');
  }

  setSkipTaskbar(): void {
    // There is no taskbar that a page could leave.
  }

  setVisibleOnAllWorkspaces(): void {
    // Nor a workspace.
  }

  setMenu(menu: MenuKeys | null): void {
    this.menu = menu;
  }

  setMenuBarVisibility(): void {
    // An app window has no menu bar; the keys of the menu work.
  }

  setAutoHideMenuBar(): void {
    // As above.
  }

  moveTop(): void {
    // Above the others, and no more than that.
  }

  /** The system decides a moment later. Headed, it really does, and the page tells. */
  protected takeFocus(): void {
    if (mode === 'headed') {
      this.surface.setFocus(true);
      return;
    }
    if (plays('wayland') || plays('no-focus')) return;
    setImmediate(() => this.receiveFocus());
  }

  /** What a person does who clicks into it, whatever the system thinks of apps that ask. */
  receiveFocus(): void {
    if (this.destroyed || !this.visible) return;
    this.surface.setFocus(true);
    windows.focus(windows.byId(this.id));
  }

  protected loseFocus(): void {
    if (windows.focused()?.id !== this.id) return;
    windows.focus(null);
    this.surface.setFocus(false);
  }

  protected tellReady(): void {
    if (this.toldReady) return;
    this.toldReady = true;
    this.announce('ready-to-show');
  }

  protected menuKeys(): MenuKeys | null {
    return playedPlatform() === 'darwin' ? menuOfApplication.get() : this.menu;
  }

  private changeState(state: WindowState, event: string): void {
    if (this.destroyed || this.state === state) return;
    this.state = state;
    if (this.visible) this.surface.setState(state);
    this.announce(event);
  }

  /** Chromium's window moved or changed its size, by whomever. */
  private follow(bounds: Electron.Rectangle, state: WindowState): void {
    const before = this.bounds;
    this.bounds = state === 'normal' ? bounds : before;
    if (before.width !== this.bounds.width || before.height !== this.bounds.height) {
      this.announce('resize');
    }
    if (before.x !== this.bounds.x || before.y !== this.bounds.y) this.announce('move');
    if (state === this.state || !this.visible) return;
    const wasMaximized = this.isMaximized();
    const wasMinimized = this.isMinimized();
    this.state = state;
    if (state === 'maximized') this.announce('maximize');
    else if (state === 'minimized') this.announce('minimize');
    else if (wasMaximized) this.announce('unmaximize');
    else if (wasMinimized) this.announce('restore');
  }

  private place(options: Electron.BrowserWindowConstructorOptions): Electron.Rectangle {
    const { width = 800, height = 600, x, y } = options;
    const size = this.fit({ x: 0, y: 0, width, height });
    const centred = centre(size);
    return { ...size, x: x ?? centred.x, y: y ?? centred.y };
  }

  private fit({ x, y, width, height }: Electron.Rectangle): Electron.Rectangle {
    const { minWidth = 0, minHeight = 0, maxWidth = Infinity, maxHeight = Infinity } = this.options;
    return {
      x: Math.round(x),
      y: Math.round(y),
      width: Math.round(Math.min(Math.max(width, minWidth), maxWidth)),
      height: Math.round(Math.min(Math.max(height, minHeight), maxHeight)),
    };
  }
}

/** On Wayland no window knows where it is: `getBounds` of BaseWindow. */
function told(bounds: Electron.Rectangle): Electron.Rectangle {
  return plays('wayland') ? { ...bounds, x: 0, y: 0 } : { ...bounds };
}

function centre(size: Electron.Rectangle): Electron.Rectangle {
  const [{ workArea }] = displays();
  return {
    ...size,
    x: Math.round(workArea.x + (workArea.width - size.width) / 2),
    y: Math.round(workArea.y + (workArea.height - size.height) / 2),
  };
}
