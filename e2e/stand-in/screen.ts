import type * as Electron from 'electron';
import { complete, Emitter } from './lacking.ts';

let current: readonly [Electron.Display, ...Electron.Display[]] = [
  createDisplay(1, { x: 0, y: 0, width: 1440, height: 900 }),
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
  getCursorScreenPoint: () => ({ ...cursor }),
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
    bounds: readonly [Electron.Rectangle, ...Electron.Rectangle[]],
    { silently = false } = {},
  ): void => {
    const [first, ...others] = bounds;
    const before = current.length;
    current = [
      createDisplay(1, first),
      ...others.map((each, index) => createDisplay(index + 2, each)),
    ];
    if (silently) return;
    const change =
      current.length > before
        ? 'display-added'
        : current.length < before
          ? 'display-removed'
          : 'display-metrics-changed';
    emitter.announce(change, {}, current.at(-1), []);
  },
  setCursor: (point: Electron.Point): void => {
    cursor = point;
  },
};

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

function createDisplay(id: number, bounds: Electron.Rectangle): Electron.Display {
  const { x, y, width, height } = bounds;
  const bar = 28;
  return {
    id,
    bounds,
    workArea: { x, y: y + bar, width, height: height - bar },
    size: { width, height },
    workAreaSize: { width, height: height - bar },
    scaleFactor: 1,
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
