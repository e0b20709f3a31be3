import type { Rectangle } from 'electron';
import { screen, screenControl } from '../modules/screen.ts';
import { mode } from '../state.ts';
import type { OpenedTarget } from '../chromium/targets.ts';

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** The real window behind a `BrowserWindow`. Before a page attached, and after it went, nothing happens. */
export interface Surface {
  readonly attach: (
    target: OpenedTarget,
    initial: {
      readonly bounds: Rectangle;
      readonly state: WindowState;
      readonly background: string;
    },
  ) => Promise<void>;
  readonly detach: () => void;
  readonly setBounds: (bounds: Rectangle) => void;
  readonly setState: (state: WindowState) => void;
  readonly setFocus: (focused: boolean) => void;
  readonly setBackground: (color: string) => void;
  readonly close: () => void;
}

/** Chromium does not tell of a moved window: it is asked, this often, in milliseconds. */
const POLL_INTERVAL_MS = 500;

export function createSurface(options: {
  readonly boundsChanged: (bounds: Rectangle, state: WindowState) => void;
}): Surface {
  let target: OpenedTarget | null = null;
  let windowId = 0;
  let normalBounds: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  let lastRead = '';
  let poll: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();

  /** One after the other: a window that is being restored does not take bounds. */
  const enqueue = (step: (opened: OpenedTarget) => Promise<unknown>): void => {
    const opened = target;
    if (opened === null) return;
    // A window that is closing refuses; there is nothing left to do for it.
    work = work.then(() => step(opened)).catch(() => undefined);
  };

  const applyBounds = async ({ browser, session }: OpenedTarget, bounds: Rectangle) => {
    const { x, y, width, height } = bounds;
    await browser.send('Browser.setWindowBounds', {
      windowId,
      bounds: { left: x, top: y, width, height },
    });
    if (mode === 'headed') return;
    // A headless window has a tab strip that nobody sees; the page gets the size of the window.
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
  };

  const applyState = async (opened: OpenedTarget, windowState: WindowState) => {
    const { browser } = opened;
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
    if (mode === 'headed' || windowState === 'minimized') {
      // Bounds that were given while it was minimized were not taken.
      if (windowState === 'normal') return applyBounds(opened, normalBounds);
      await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
      return;
    }
    // Without a desktop there is nothing that a window could fill by itself.
    const display = screen.getDisplayMatching(normalBounds);
    const area = windowState === 'maximized' ? display.workArea : display.bounds;
    await applyBounds(opened, windowState === 'normal' ? normalBounds : area);
  };

  const readBounds = (): void => {
    enqueue(async ({ browser }) => {
      const { bounds } = await browser.send('Browser.getWindowBounds', { windowId });
      const { left = 0, top = 0, width = 0, height = 0, windowState = 'normal' } = bounds;
      const read = { x: left, y: top, width, height };
      // A window that is being restored is on its way for a moment: only where it rests counts.
      const isAtRest = JSON.stringify(read) === lastRead;
      lastRead = JSON.stringify(read);
      if (!isAtRest) return;
      if (windowState === 'normal') normalBounds = read;
      options.boundsChanged(read, windowState);
    });
  };

  return {
    attach: async (opened, { bounds, state, background }) => {
      target = opened;
      normalBounds = bounds;
      await readDisplays(opened);
      ({ windowId } = await opened.browser.send('Browser.getWindowForTarget', {
        targetId: opened.targetId,
      }));
      await applyBounds(opened, mode === 'headed' ? insideWorkArea(bounds) : bounds);
      if (state !== 'normal') await applyState(opened, state);
      await paintBackground(opened, background);
      if (mode === 'headed') poll = setInterval(readBounds, POLL_INTERVAL_MS).unref();
    },
    detach: () => {
      clearInterval(poll);
      target = null;
    },
    setBounds: (bounds) => {
      normalBounds = bounds;
      enqueue((opened) => applyBounds(opened, bounds));
    },
    setState: (state) => enqueue((opened) => applyState(opened, state)),
    setFocus: (focused) => {
      enqueue(async ({ session }) => {
        if (focused) await session.send('Page.bringToFront');
        // Without a desktop nothing has the focus by itself.
        if (mode === 'headless') {
          await session.send('Emulation.setFocusEmulationEnabled', { enabled: focused });
        }
      });
    },
    setBackground: (color) => enqueue((opened) => paintBackground(opened, color)),
    close: () => {
      const opened = target;
      opened?.browser
        .send('Target.closeTarget', { targetId: opened.targetId })
        .catch(() => undefined);
    },
  };
}

/** The displays of the desktop, which only a page can ask for; headless they are what specs say. */
async function readDisplays({ session }: OpenedTarget): Promise<void> {
  if (mode === 'headless') return;
  // Not every Chromium has the command: then the displays stay what they were taken for.
  const found = await session.send('Emulation.getScreenInfos').catch(() => null);
  const [primary, ...others] = (found?.screenInfos ?? [])
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
    .map((info) => ({
      bounds: { x: info.left, y: info.top, width: info.width, height: info.height },
      workArea: {
        x: info.availLeft,
        y: info.availTop,
        width: info.availWidth,
        height: info.availHeight,
      },
    }));
  if (primary !== undefined) screenControl.setDisplays([primary, ...others], { silently: true });
}

/** An app placed its first window before anything was known of the displays. */
function insideWorkArea(bounds: Rectangle): Rectangle {
  const { workArea } = screen.getDisplayMatching(bounds);
  const width = Math.min(bounds.width, workArea.width);
  const height = Math.min(bounds.height, workArea.height);
  return {
    x: Math.min(Math.max(bounds.x, workArea.x), workArea.x + workArea.width - width),
    y: Math.min(Math.max(bounds.y, workArea.y), workArea.y + workArea.height - height),
    width,
    height,
  };
}

/** Only `#rrggbb` is translated; any other colour leaves the page white until it paints. */
async function paintBackground({ session }: OpenedTarget, color: string): Promise<void> {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(color) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return;
  const [r, g, b] = [red, green, blue].map((part) => Number.parseInt(part, 16));
  await session.send('Emulation.setDefaultBackgroundColorOverride', {
    color: { r: r ?? 255, g: g ?? 255, b: b ?? 255 },
  });
}
