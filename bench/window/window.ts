import { join } from 'node:path';
import type { Page } from 'playwright';
import { callMain } from '../../e2e/driver/call-main.ts';
import { startFakeOpenAi } from '../../e2e/fake-providers/openai.ts';
import { inRounds, median, percentile } from '../frame/rounds.ts';
import type { Measure, Row } from '../frame/subject.ts';
import { typeInto, watchFrames } from './acts.ts';
import { writeLibrary } from './library.ts';
import { measureOpenings } from './openings.ts';
import { emptyAppIn, parleyIn } from './start.ts';
import type { StartApp } from './start.ts';

/** The built app on the stand-in beside a window with nothing but a field. Fails where text or keys get lost. */
export const measureWindow: Measure = async ({ folder, isTrial, note }) => {
  const userData = join(folder, 'library');
  const lengths = isTrial ? [10, 20, 30] : [10, 2000, 10_000];
  const conversations = writeLibrary(userData, lengths);
  const empty = await emptyAppIn(folder);
  const parley = parleyIn(folder, userData);
  note('starting …');
  const rows: Row[] = [await starts(parley, empty, isTrial ? 1 : 7)];
  note('opening and scrolling …');
  rows.push(...(await measureOpenings(parley, conversations, isTrial ? 1 : 3)));
  note('streaming and typing …');
  rows.push(...(await streaming(parley, empty, isTrial ? 200 : 6000)));
  return rows;
};

async function starts(parley: StartApp, empty: StartApp, rounds: number): Promise<Row> {
  const medians = await inRounds(rounds, {
    parley: () => startTime(parley),
    empty: () => startTime(empty),
  });
  return {
    name: 'window: from the start to the first frame',
    value: medians.parley.startMs,
    unit: 'ms',
    anchor: { name: 'an empty React window', value: medians.empty.startMs },
    target: { of: 'ratio', atMost: 1.3 },
  };
}

async function startTime(start: StartApp) {
  const { startMs, end } = await start();
  await end();
  return { startMs };
}

/** While an answer of 100 tokens a second arrives. */
async function streaming(
  parley: StartApp,
  empty: StartApp,
  milliseconds: number,
): Promise<readonly Row[]> {
  const keys = Math.ceil(milliseconds / 60);
  const openai = await startFakeOpenAi(() => 'Never asked.');
  const [ours, theirs] = await Promise.all([parley(), empty()]);
  try {
    const atRest = await typeInBoth(ours.page, theirs.page, keys);
    await askForever(ours.page, openai);
    await paintEachFrame(theirs.page);
    const { worstMs, over50Ms } = await watchFrames(ours.page, milliseconds);
    const meanwhile = await typeInBoth(ours.page, theirs.page, keys);
    return [
      { name: 'window: worst frame while 100 tokens/s arrive', value: worstMs, unit: 'ms' },
      {
        name: 'window: frames over 50 ms while 100 tokens/s arrive',
        value: over50Ms,
        unit: '',
        target: { of: 'value', atMost: 0 },
      },
      ...typingRows('key press to frame', 'an empty React window', atRest),
      ...typingRows(
        'key press to frame while 100 tokens/s arrive',
        'an empty window that paints each frame',
        meanwhile,
      ),
    ];
  } finally {
    await Promise.all([ours.end(), theirs.end()]);
    await openai.close();
  }
}

type Typing = Readonly<Record<'parley' | 'empty', { medianMs: number; mostMs: number }>>;

function typeInBoth(parley: Page, empty: Page, keys: number): Promise<Typing> {
  return inRounds(3, { parley: () => typed(parley, keys), empty: () => typed(empty, keys) });
}

async function typed(page: Page, keys: number) {
  const times = await typeInto(page, keys);
  return { medianMs: median(times), mostMs: percentile(times, 0.95) };
}

function typingRows(what: string, beside: string, { parley, empty }: Typing): readonly Row[] {
  return [
    {
      name: `window: ${what}, median`,
      value: parley.medianMs,
      unit: 'ms',
      anchor: { name: beside, value: empty.medianMs },
      target: { of: 'ratio', atMost: 1.5 },
    },
    {
      name: `window: ${what}, 95 %`,
      value: parley.mostMs,
      unit: 'ms',
      anchor: { name: beside, value: empty.mostMs },
    },
  ];
}

/** A key waits for the next frame, and in a window that paints all the time that is a longer wait than in one at rest. */
async function paintEachFrame(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counter = document.body.appendChild(document.createElement('p'));
    let frames = 0;
    const paint = () => {
      frames += 1;
      counter.textContent = String(frames);
      requestAnimationFrame(paint);
    };
    paint();
  });
}

async function askForever(
  page: Page,
  openai: Awaited<ReturnType<typeof startFakeOpenAi>>,
): Promise<void> {
  openai.when('Go on', { type: 'drip', intervalMs: 10 });
  const definitionId = 'openai-compatible';
  const { baseUrl } = openai;
  const providerId = await callMain(page, 'provider.save', {
    definitionId,
    name: 'Bench',
    baseUrl,
  });
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'fake-large' } });
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Go on');
  await field.press('Enter');
  await page.getByText('word20').waitFor();
}
