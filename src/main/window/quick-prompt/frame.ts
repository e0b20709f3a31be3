import { screen } from 'electron';
import type { BrowserWindow, Display } from 'electron';
import type { QuickPromptPlace } from '#shared/settings.ts';
import type { Rectangle } from '../bounds.ts';
import { displayKey, placeOf, placeQuickPrompt, resizedPlace } from './place.ts';

export interface QuickPromptFrameOptions {
  readonly window: () => BrowserWindow | null;
  readonly placeOn: (display: string) => QuickPromptPlace | null;
  readonly savePlace: (display: string, place: QuickPromptPlace) => void;
  /** Where nobody tells them, sizes alone are compared, and only they are kept. */
  readonly arePlacesKnown: () => boolean;
}

/** Where the quick prompt's window is and how large, on whichever display. Without a window nothing happens. */
export interface QuickPromptFrame {
  readonly place: (on: 'cursor' | 'same') => void;
  readonly resize: (contentHeight: number) => void;
  /** Keeps where the person put the window. */
  readonly remember: () => void;
  /** The same, once the window has come to rest. */
  readonly rest: () => void;
  readonly end: () => void;
}

/** Until its page has said how tall it is. */
export const FIRST_HEIGHT = 100;
/** How long the bounds must rest before they are saved, in milliseconds. */
const REST_MS = 400;
/** A difference this small comes from rounding between pixels and device-independent ones. */
const ROUNDING = 2;
/** A window manager may move what it is asked to place by as much as it draws around it. */
const DECORATION = 48;

export function createQuickPromptFrame(options: QuickPromptFrameOptions): QuickPromptFrame {
  let display: Display | null = null;
  let contentHeight = FIRST_HEIGHT;
  /** What we asked for last, and what became of it: bounds that differ from that are the person's. */
  let asked: Rectangle | null = null;
  let given: Rectangle | null = null;
  /** Nothing is known yet of what became of it. */
  let isFresh = false;
  let resting: NodeJS.Timeout | undefined;

  function place(on: 'cursor' | 'same'): void {
    const same = on === 'same' && display !== null ? findDisplay(displayKey(display)) : undefined;
    display = same ?? displayInUse();
    fit();
  }

  function displayInUse(): Display {
    if (!options.arePlacesKnown()) return screen.getPrimaryDisplay();
    return screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  }

  function fit(): void {
    const window = options.window();
    if (window === null || display === null) return;
    const bounds = placeQuickPrompt(display, options.placeOn(displayKey(display)), contentHeight);
    const isDone = asked !== null && isSame(asked, bounds, 0) && !isPersons(window.getBounds());
    if (isDone) return;
    asked = bounds;
    given = bounds;
    isFresh = true;
    window.setBounds(bounds);
    // On its way to a display of another scale the size may be scaled once too often; the second time it is there.
    if (!isSame(window.getBounds(), bounds, ROUNDING)) window.setBounds(bounds);
  }

  function resize(height: number): void {
    const window = options.window();
    contentHeight = Math.ceil(height * (window?.webContents.getZoomFactor() ?? 1));
    // A window in the person's hand is left there; it fits again when it rests.
    if (window?.isVisible() === true && isPersons(window.getBounds())) rest();
    else fit();
  }

  function remember(): void {
    clearTimeout(resting);
    const window = options.window();
    if (window?.isVisible() !== true || given === null) return;
    const bounds = window.getBounds();
    const isByPerson = isPersons(bounds);
    isFresh = false;
    if (!isByPerson) {
      given = bounds;
      return;
    }
    const isTaller = Math.abs(bounds.height - given.height) > ROUNDING;
    const areKnown = options.arePlacesKnown();
    display = areKnown ? screen.getDisplayMatching(bounds) : (display ?? displayInUse());
    const key = displayKey(display);
    const before = options.placeOn(key);
    const tallest = isTaller ? bounds.height : (before?.tallest ?? null);
    asked = bounds;
    given = bounds;
    const place = areKnown
      ? placeOf(bounds, display, tallest)
      : resizedPlace(before, bounds.width, tallest);
    options.savePlace(key, place);
  }

  function rest(): void {
    clearTimeout(resting);
    resting = setTimeout(() => {
      remember();
      if (options.window()?.isVisible() === true) fit();
    }, REST_MS);
  }

  function isPersons(bounds: Rectangle): boolean {
    return given !== null && !isSame(bounds, given, isFresh ? DECORATION : ROUNDING);
  }

  function isSame(a: Rectangle, b: Rectangle, tolerance: number): boolean {
    return isNear(a, b, tolerance, options.arePlacesKnown() ? everySide : sizes);
  }

  return { place, resize, remember, rest, end: () => clearTimeout(resting) };
}

/** Calls `listener` at every change of the displays. Returns its undo. */
export function followDisplays(listener: () => void): () => void {
  screen.on('display-added', listener);
  screen.on('display-removed', listener);
  screen.on('display-metrics-changed', listener);
  return () => {
    screen.off('display-added', listener);
    screen.off('display-removed', listener);
    screen.off('display-metrics-changed', listener);
  };
}

function findDisplay(key: string): Display | undefined {
  return screen.getAllDisplays().find((candidate) => displayKey(candidate) === key);
}

type Side = keyof Rectangle;
const sizes: readonly Side[] = ['width', 'height'];
const everySide: readonly Side[] = ['x', 'y', ...sizes];

function isNear(a: Rectangle, b: Rectangle, tolerance: number, sides: readonly Side[]): boolean {
  return sides.every((side) => Math.abs(a[side] - b[side]) <= tolerance);
}
