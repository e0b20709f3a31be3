import { expect, test } from 'vitest';
import { placeWindow } from './bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };

test('the first window is centred on the primary display', () => {
  expect(placeWindow(null, [laptop, monitor])).toEqual({ x: 160, y: 83, width: 1120, height: 760 });
});

test('a window opens where it was', () => {
  const saved = { x: 1600, y: 100, width: 900, height: 700, maximized: false };
  expect(placeWindow(saved, [laptop, monitor])).toEqual({
    x: 1600,
    y: 100,
    width: 900,
    height: 700,
  });
});

test('a window of a display that is gone comes back to the primary one', () => {
  const saved = { x: 3000, y: 900, width: 900, height: 700, maximized: false };
  expect(placeWindow(saved, [laptop])).toEqual({ x: 540, y: 200, width: 900, height: 700 });
});

test('a window larger than its display shrinks to it', () => {
  const saved = { x: -200, y: -200, width: 4000, height: 4000, maximized: true };
  expect(placeWindow(saved, [laptop])).toEqual(laptop);
});

test('a window between two displays goes to the one that holds more of it', () => {
  const saved = { x: 1400, y: 100, width: 1000, height: 700, maximized: false };
  expect(placeWindow(saved, [laptop, monitor])).toEqual({
    x: 1440,
    y: 100,
    width: 1000,
    height: 700,
  });
});

test('every window lies wholly on one display', () => {
  for (let step = 0; step < 500; step += 1) {
    const saved = {
      x: ((step * 7919) % 9000) - 3000,
      y: ((step * 104_729) % 5000) - 2000,
      width: 360 + ((step * 31) % 3000),
      height: 400 + ((step * 17) % 2000),
      maximized: false,
    };
    const placed = placeWindow(saved, [laptop, monitor]);
    const contained = [laptop, monitor].some(
      (area) =>
        placed.x >= area.x &&
        placed.y >= area.y &&
        placed.x + placed.width <= area.x + area.width &&
        placed.y + placed.height <= area.y + area.height,
    );
    expect(contained, JSON.stringify({ saved, placed })).toBe(true);
  }
});
