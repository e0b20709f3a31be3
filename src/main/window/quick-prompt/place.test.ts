import { expect, test } from 'vitest';
import type { QuickPromptPlace } from '#shared/settings.ts';
import type { Rectangle } from '../bounds.ts';
import { displayKey, placeOf, placeQuickPrompt } from './place.ts';
import type { PlacedDisplay } from './place.ts';

/** A panel of 2880 × 1800 at 200 % with a bar at the top, and a screen of 2560 × 1440 at 125 % to the left of it. */
const laptop: PlacedDisplay = {
  id: 1,
  label: 'Built-in',
  workArea: { x: 0, y: 28, width: 1440, height: 872 },
};
const desk: PlacedDisplay = {
  id: 2,
  label: 'Desk',
  workArea: { x: -2048, y: -200, width: 2048, height: 1112 },
};
const displays = [laptop, desk];

function isInside(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

test('the first time it is in the middle of its display, in the upper part', () => {
  for (const display of displays) {
    const { workArea } = display;
    const { x, y, width, height } = placeQuickPrompt(display, null, 96);
    expect(Math.abs(x + width / 2 - (workArea.x + workArea.width / 2))).toBeLessThanOrEqual(1);
    expect(y).toBeGreaterThan(workArea.y + workArea.height * 0.1);
    expect(y).toBeLessThan(workArea.y + workArea.height * 0.35);
    expect(height).toBe(96);
  }
});

test('it grows with its content to a maximum, and its upper edge stays where it is', () => {
  const heights = [10, 60, 96, 300, 500, 2000, 20_000];
  const grown = heights.map((height) => placeQuickPrompt(laptop, null, height));
  expect(new Set(grown.map(({ y }) => y)).size).toBe(1);
  expect(grown.map(({ height }) => height)).toEqual(
    grown.map(({ height }) => height).toSorted((a, b) => a - b),
  );
  expect(grown.at(-1)).toEqual(grown.at(-2));
  for (const bounds of grown) expect(isInside(bounds, laptop.workArea)).toBe(true);
});

test('what was remembered is the same place again', () => {
  for (const display of displays) {
    const bounds = {
      x: display.workArea.x + 100,
      y: display.workArea.y + 50,
      width: 700,
      height: 120,
    };
    const place = placeOf(bounds, display, null);
    expect(placeQuickPrompt(display, place, 120)).toEqual(bounds);
  }
});

test('a height that the person chose is the maximum', () => {
  const place = placeOf({ x: 300, y: 100, width: 600, height: 333 }, laptop, 333);
  expect(placeQuickPrompt(laptop, place, 2000).height).toBe(333);
  expect(placeQuickPrompt(laptop, place, 100).height).toBe(100);
});

test('the place is relative: on the same display at another scale it is the same share of it', () => {
  const bounds = { x: 720 - 330, y: 28 + 218, width: 660, height: 100 };
  const place = placeOf(bounds, laptop, null);
  const scaled = { ...laptop, workArea: { x: 0, y: 28, width: 1920, height: 1172 } };
  const again = placeQuickPrompt(scaled, place, 100);
  expect(again.x + again.width / 2).toBe(960);
  expect((again.y - 28) / 1172).toBeCloseTo(218 / 872, 2);
});

test('a dock that grows pushes it back onto the work area', () => {
  const place = placeOf({ x: 0, y: 28, width: 660, height: 100 }, laptop, null);
  const docked = { ...laptop, workArea: { x: 90, y: 60, width: 1350, height: 700 } };
  const bounds = placeQuickPrompt(docked, place, 100);
  expect(isInside(bounds, docked.workArea)).toBe(true);
});

test('it is never off the work area, whatever was remembered and however small the display is', () => {
  const shares = [0, 0.3, 0.5, 0.97, 1];
  const areas = [
    ...displays.map(({ workArea }) => workArea),
    { x: 0, y: 0, width: 1024, height: 600 },
    { x: 4000, y: -900, width: 320, height: 200 },
  ];
  for (const workArea of areas) {
    for (const middle of shares) {
      for (const top of shares) {
        for (const width of [1, 420, 5000]) {
          const place: QuickPromptPlace = { middle, top, width, tallest: width };
          for (const height of [1, 96, 5000]) {
            const bounds = placeQuickPrompt({ ...laptop, workArea }, place, height);
            expect(isInside(bounds, workArea), JSON.stringify({ workArea, place, bounds })).toBe(
              true,
            );
          }
        }
      }
    }
  }
});

test('even from the lowest place there is room for an answer', () => {
  const place: QuickPromptPlace = { middle: 0.5, top: 1, width: 600, tallest: null };
  expect(placeQuickPrompt(laptop, place, 5000).height).toBeGreaterThan(250);
});

test('two displays of one model are told apart', () => {
  expect(displayKey(laptop)).not.toBe(displayKey({ ...laptop, id: 7 }));
});
