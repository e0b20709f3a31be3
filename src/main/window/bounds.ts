import type { Settings } from '#shared/settings.ts';

/** In device-independent pixels of the virtual desktop, as everything here. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type SavedWindow = NonNullable<Settings['window']>;

export const MINIMUM_SIZE = { width: 480, height: 480 } as const;
const FIRST_SIZE = { width: 1120, height: 760 } as const;

/**
 * Where the window opens: as it was, moved and shrunk so that all of it is on one work area; the first time centred.
 * `workAreas` begins with the primary one and is never empty while a desktop is running.
 */
export function placeWindow(saved: SavedWindow | null, workAreas: readonly Rectangle[]): Rectangle {
  const wanted = { ...FIRST_SIZE, ...saved };
  const { x, y } = wanted;
  const area =
    x === undefined || y === undefined ? workAreas[0] : nearest({ ...wanted, x, y }, workAreas);
  if (area === undefined)
    return { x: x ?? 0, y: y ?? 0, width: wanted.width, height: wanted.height };
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    x: clamp(x ?? centred(area.x, area.width, width), area.x, area.x + area.width - width),
    y: clamp(y ?? centred(area.y, area.height, height), area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** The area that shares the most with the window; one that shares nothing is as good as the primary. */
function nearest(window: Rectangle, areas: readonly Rectangle[]): Rectangle | undefined {
  let best = areas[0];
  let bestShare = 0;
  for (const area of areas) {
    const share =
      overlap(window.x, window.width, area.x, area.width) *
      overlap(window.y, window.height, area.y, area.height);
    if (share > bestShare) {
      best = area;
      bestShare = share;
    }
  }
  return best;
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
}

function centred(start: number, available: number, length: number): number {
  return Math.round(start + (available - length) / 2);
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}
