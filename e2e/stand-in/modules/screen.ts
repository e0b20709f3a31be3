import type * as Electron from 'electron';
import { complete, Emitter } from './lacking.ts';
import { plays } from '../system-modes.ts';

/** Without a work area: everything below a bar at the top. */
export interface DisplayPlace {
  readonly bounds: Electron.Rectangle;
  readonly workArea?: Electron.Rectangle;
  /** 1 unless said otherwise. Bounds are in device-independent pixels all the same. */
  readonly scaleFactor?: number;
}

const BAR = 28;

let current: readonly [Electron.Display, ...Electron.Display[]] = [
  createDisplay(1, { bounds: { x: 0, y: 0, width: 1440, height: 900 } }),
];
let cursor: Electron.Point = { x: 720, y: 450 };

/** The displays; the first is the primary one. There is always one. */
export function displays(): readonly [Electron.Display, ...Electron.Display[]] {
  return current;
}

const emitter = new Emitter('screen', [
  'display-added',
  'display-removed',
  'display-metrics-changed',
]);

const members = {
  getAllDisplays: () => [...current],
  getPrimaryDisplay: () => current[0],
  // "Not currently supported on Wayland."
  getCursorScreenPoint: () => (plays('wayland') ? { x: 0, y: 0 } : { ...cursor }),
  getDisplayNearestPoint: nearest,
  getDisplayMatching: ({ x, y, width, height }) => nearest({ x: x + width / 2, y: y + height / 2 }),
} satisfies Pick<
  Electron.Screen,
  | 'getAllDisplays'
  | 'getPrimaryDisplay'
  | 'getCursorScreenPoint'
  | 'getDisplayNearestPoint'
  | 'getDisplayMatching'
>;

export const screen = complete('screen', Object.assign(emitter, members));

/** What a spec may do to the desktop. */
export const screenControl = {
  setDisplays: (
    [first, ...others]: readonly [DisplayPlace, ...DisplayPlace[]],
    { silently = false } = {},
  ): void => {
    const before = current.length;
    current = [
      createDisplay(1, first),
      ...others.map((place, index) => createDisplay(index + 2, place)),
    ];
    if (!silently) emitter.announce(changeFrom(before), {}, current.at(-1), []);
  },
  setCursor: (point: Electron.Point): void => {
    cursor = point;
  },
};

function changeFrom(before: number): string {
  if (current.length > before) return 'display-added';
  return current.length < before ? 'display-removed' : 'display-metrics-changed';
}

function nearest(point: Electron.Point): Electron.Display {
  return (
    current.toSorted((a, b) => distance(a.bounds, point) - distance(b.bounds, point))[0] ??
    current[0]
  );
}

function distance({ x, y, width, height }: Electron.Rectangle, point: Electron.Point): number {
  const dx = Math.max(x - point.x, 0, point.x - (x + width));
  const dy = Math.max(y - point.y, 0, point.y - (y + height));
  return Math.hypot(dx, dy);
}

function createDisplay(
  id: number,
  { bounds, workArea, scaleFactor = 1 }: DisplayPlace,
): Electron.Display {
  const { x, y, width, height } = bounds;
  const area = workArea ?? { x, y: y + BAR, width, height: height - BAR };
  return {
    id,
    bounds,
    workArea: area,
    size: { width, height },
    workAreaSize: { width: area.width, height: area.height },
    scaleFactor,
    rotation: 0,
    label: `Display ${id}`,
    internal: id === 1,
    detected: true,
    monochrome: false,
    accelerometerSupport: 'unavailable',
    touchSupport: 'unavailable',
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    displayFrequency: 60,
    maximumCursorSize: { width: 128, height: 128 },
    nativeOrigin: { x, y },
  };
}
