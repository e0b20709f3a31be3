import { median } from '../frame/rounds.ts';
import type { Row } from '../frame/subject.ts';
import { openConversation, scrollUp } from './acts.ts';
import type { LongConversation } from './library.ts';
import type { StartApp } from './start.ts';

interface Opened {
  readonly title: string;
  /** Main has not read it yet. */
  readonly firstMs: number;
  /** It was looked at before, and another one in between. */
  readonly againMs: number;
  readonly worstFrameMs: number;
  readonly framesOver50Ms: number;
}

type Measured = Exclude<keyof Opened, 'title'>;

/** Long conversations beside the first one, which is short. */
export async function measureOpenings(
  parley: StartApp,
  conversations: readonly LongConversation[],
  rounds: number,
): Promise<readonly Row[]> {
  const seen: Opened[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? conversations : conversations.toReversed();
    seen.push(...(await openAll(parley, order)));
  }
  const figure = (title: string, measured: Measured) =>
    median(seen.filter((each) => each.title === title).map((each) => each[measured]));
  const [short, ...longer] = conversations.map(({ title }) => title);
  if (short === undefined) throw new Error('there is no conversation');
  return longer.flatMap((title) => {
    const compared = (what: string, measured: Measured): Row => ({
      name: `window: open one ${title.toLowerCase()}, ${what}`,
      value: figure(title, measured),
      unit: 'ms',
      anchor: { name: short.toLowerCase(), value: figure(short, measured) },
      target: { of: 'ratio', atMost: 2 },
    });
    const through = `scrolling through one ${title.toLowerCase()}`;
    return [
      compared('again', 'againMs'),
      compared('at first', 'firstMs'),
      {
        name: `window: worst frame, ${through}`,
        value: figure(title, 'worstFrameMs'),
        unit: 'ms',
      },
      {
        name: `window: frames over 50 ms, ${through}`,
        value: figure(title, 'framesOver50Ms'),
        unit: '',
        target: { of: 'value', atMost: 0 },
      },
    ];
  });
}

async function openAll(
  parley: StartApp,
  order: readonly LongConversation[],
): Promise<readonly Opened[]> {
  const { page, end } = await parley();
  try {
    const first: number[] = [];
    for (const each of order) first.push(await openConversation(page, each));
    const opened: Opened[] = [];
    for (const [index, each] of order.entries()) {
      const againMs = await openConversation(page, each);
      const { worstMs, over50Ms } = await scrollUp(page, 300, 500);
      opened.push({
        title: each.title,
        firstMs: first[index] ?? Number.NaN,
        againMs,
        worstFrameMs: worstMs,
        framesOver50Ms: over50Ms,
      });
    }
    return opened;
  } finally {
    await end();
  }
}
