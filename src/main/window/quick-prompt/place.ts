import type { QuickPromptPlace } from '#shared/settings.ts';
import type { Rectangle } from '../bounds.ts';

/** The parts of a display that decide. Device-independent pixels, as everything here. */
export interface PlacedDisplay {
  readonly id: number;
  readonly label: string;
  readonly workArea: Rectangle;
}

export const QUICK_PROMPT_WIDTH = { first: 660, least: 420 } as const;

/** A work area that is smaller still is filled. */
const LEAST_HEIGHT = 52;
/** So much is left below the upper edge, so that an answer has somewhere to go. */
const ROOM_BELOW = 320;
/** Between the window and the edges of the work area at its tallest. */
const MARGIN = 12;
/** Where it opens the first time, and how far it grows, as shares of the work area. */
const FIRST_MIDDLE = 0.5;
const FIRST_TOP = 0.2;
const FIRST_TALLEST = 0.62;

/** Under which name the place on a display is kept: ids alone are dealt anew by some systems. */
export function displayKey({ id, label }: PlacedDisplay): string {
  return `${label} #${id}`;
}

/**
 * Where the window is on a display, so that all of it is on the work area. The upper edge depends on the place alone,
 * not on the height of the content: the window grows downwards.
 */
export function placeQuickPrompt(
  { workArea }: PlacedDisplay,
  place: QuickPromptPlace | null,
  contentHeight: number,
): Rectangle {
  const width = Math.round(clamp(place?.width ?? QUICK_PROMPT_WIDTH.first, 0, workArea.width));
  const middle = workArea.x + workArea.width * (place?.middle ?? FIRST_MIDDLE);
  const x = clamp(Math.round(middle - width / 2), workArea.x, right(workArea) - width);
  const lowest = Math.max(workArea.y, bottom(workArea) - ROOM_BELOW);
  const wanted = Math.round(workArea.y + workArea.height * (place?.top ?? FIRST_TOP));
  const y = clamp(wanted, workArea.y, lowest);
  const tallest = place?.tallest ?? workArea.height * FIRST_TALLEST;
  const fitting = Math.max(LEAST_HEIGHT, bottom(workArea) - y - MARGIN);
  const most = Math.min(Math.max(tallest, LEAST_HEIGHT), fitting, bottom(workArea) - y);
  return {
    x,
    y,
    width,
    height: Math.round(clamp(contentHeight, Math.min(LEAST_HEIGHT, most), most)),
  };
}

/** The place of a window that a person moved or resized. `tallest` as it was, unless its height was changed. */
export function placeOf(
  bounds: Rectangle,
  { workArea }: PlacedDisplay,
  tallest: number | null,
): QuickPromptPlace {
  return {
    middle: clamp((bounds.x + bounds.width / 2 - workArea.x) / workArea.width, 0, 1),
    top: clamp((bounds.y - workArea.y) / workArea.height, 0, 1),
    width: Math.max(bounds.width, QUICK_PROMPT_WIDTH.least),
    tallest,
  };
}

/** The place of a window that a person resized where nobody tells where it is: what was known of that stays. */
export function resizedPlace(
  before: QuickPromptPlace | null,
  width: number,
  tallest: number | null,
): QuickPromptPlace {
  return {
    middle: before?.middle ?? FIRST_MIDDLE,
    top: before?.top ?? FIRST_TOP,
    width: Math.max(width, QUICK_PROMPT_WIDTH.least),
    tallest,
  };
}

function right({ x, width }: Rectangle): number {
  return x + width;
}

function bottom({ y, height }: Rectangle): number {
  return y + height;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
