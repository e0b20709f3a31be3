import type { DisplayPlace } from '../stand-in/modules/screen.ts';
import type { DrivenApp } from '../driver/launch.ts';
import { electronExecutable } from '../driver/launch.ts';
import { expect, test } from '../driver/person.ts';
import { boundsOf, expectHidden, expectShown, moveTo, toggle } from '../driver/quick-person.ts';

// Displays cannot be plugged in by a test on a real desktop; `docs/verification.md` says what is tried there by hand.
test.skip(electronExecutable() !== null, 'needs displays that a spec can change');

const laptop: DisplayPlace = {
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 28, width: 1440, height: 872 },
  scaleFactor: 2,
};
const desk: DisplayPlace = {
  bounds: { x: 1440, y: -300, width: 2048, height: 1152 },
  workArea: { x: 1440, y: -300, width: 2048, height: 1112 },
  scaleFactor: 1.25,
};

function plug(app: DrivenApp, places: readonly [DisplayPlace, ...DisplayPlace[]]): Promise<void> {
  if (app.standIn === null) throw new Error('There is no stand-in.');
  return app.standIn.evaluate((_electron, wanted, desktop) => {
    desktop.screen.setDisplays(wanted);
  }, places);
}

function point(app: DrivenApp, at: { readonly x: number; readonly y: number }): Promise<void> {
  if (app.standIn === null) throw new Error('There is no stand-in.');
  return app.standIn.evaluate((_electron, wanted, desktop) => {
    desktop.screen.setCursor(wanted);
  }, at);
}

type Bounds = Awaited<ReturnType<typeof boundsOf>>;

/** How far the bounds reach over each edge of the display's work area, in pixels: zeros when they are on it. */
function overhang({ workArea }: DisplayPlace, bounds: Bounds): Readonly<Record<string, number>> {
  if (workArea === undefined) throw new Error('The display has no work area.');
  return {
    left: Math.max(0, workArea.x - bounds.x),
    top: Math.max(0, workArea.y - bounds.y),
    right: Math.max(0, bounds.x + bounds.width - workArea.x - workArea.width),
    bottom: Math.max(0, bounds.y + bounds.height - workArea.y - workArea.height),
  };
}

const onIt = { left: 0, top: 0, right: 0, bottom: 0 };

test('it opens on the display with the cursor and remembers a place on each', async ({
  parley,
}) => {
  await parley.startQuickPrompt();
  const app = parley.app();
  await expectShown(app);
  await toggle(app);
  await plug(app, [laptop, desk]);

  await point(app, { x: 2000, y: 100 });
  await toggle(app);
  await expectShown(app);
  expect(overhang(desk, await boundsOf(app))).toEqual(onIt);
  await moveTo(app, { x: 1500, y: 200, width: 700 });
  const onDesk = await boundsOf(app);
  await toggle(app);
  await expectHidden(app);

  await point(app, { x: 200, y: 300 });
  await toggle(app);
  const onLaptop = await boundsOf(app);
  expect(overhang(laptop, onLaptop)).toEqual(onIt);
  expect(onLaptop.width).not.toBe(700);
  await toggle(app);

  await point(app, { x: 2000, y: 100 });
  await toggle(app);
  expect(await boundsOf(app)).toEqual(onDesk);
});

test('a display that is taken away while it is open leaves it on one that is there', async ({
  parley,
}) => {
  await parley.startQuickPrompt();
  const app = parley.app();
  await expectShown(app);
  await toggle(app);
  await plug(app, [laptop, desk]);
  await point(app, { x: 2000, y: 100 });
  await toggle(app);
  await expectShown(app);
  expect(overhang(desk, await boundsOf(app))).toEqual(onIt);
  await plug(app, [laptop]);
  await expect.poll(async () => overhang(laptop, await boundsOf(app))).toEqual(onIt);
  await expectShown(app);
});

test('a dock that grows and another scale keep it on the work area', async ({ parley }) => {
  await parley.startQuickPrompt();
  const app = parley.app();
  await plug(app, [laptop]);
  await point(app, { x: 700, y: 400 });
  await moveTo(app, { x: 780, y: 560 });
  // Long enough for the place to be taken as the person's.
  await toggle(app);
  await toggle(app);
  const smaller: DisplayPlace = {
    bounds: { x: 0, y: 0, width: 1024, height: 640 },
    workArea: { x: 80, y: 40, width: 944, height: 600 },
    scaleFactor: 2.8125,
  };
  await plug(app, [smaller]);
  await expect.poll(async () => overhang(smaller, await boundsOf(app))).toEqual(onIt);
  // The share of the display is what was remembered, so it is where it was once the display is.
  await plug(app, [laptop]);
  await expect.poll(async () => (await boundsOf(app)).x).toBe(780);
});
