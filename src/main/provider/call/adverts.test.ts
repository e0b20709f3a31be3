import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { withoutAdverts } from './adverts.ts';

const definition = { opening: '> provided by [EasyChat](', closing: ')' };
const advert = '> provided by [EasyChat](https://NJ2JRTXi8H.example/)';
const stop: StreamEvent = { type: 'finish', reason: 'stop' };

async function* answer(deltas: readonly string[]): AsyncGenerator<readonly StreamEvent[]> {
  for (const delta of deltas) yield [{ type: 'text-delta', index: 0, delta }];
  yield [{ type: 'part-end', index: 0 }, stop];
}

async function* broken(): AsyncGenerator<readonly StreamEvent[]> {
  yield [{ type: 'text-delta', index: 0, delta: 'Hello\n\n> prov' }];
  throw new Error('reset');
}

async function textOf(deltas: readonly string[]): Promise<string> {
  const events: StreamEvent[] = [];
  for await (const batch of withoutAdverts(answer(deltas), [definition])) events.push(...batch);
  expect(events.slice(-2)).toEqual([{ type: 'part-end', index: 0 }, stop]);
  return events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
}

/** Whole, character by character, and in two at every place. */
async function cutAnywhere(text: string): Promise<ReadonlySet<string>> {
  const characters = Array.from(text);
  const cuts = characters.map((_, at) => [
    characters.slice(0, at).join(''),
    characters.slice(at).join(''),
  ]);
  const results = [[text], characters, ...cuts].map(textOf);
  return new Set(await Promise.all(results));
}

describe('an advert at the end of an answer', () => {
  it.each([
    [`Hello.\n\n${advert}`, 'Hello.'],
    [`Hello.\n${advert}\n\n`, 'Hello.'],
    [`Hello.\r\n\r\n${advert}\r\n`, 'Hello.'],
    [`Hello.\r${advert}`, 'Hello.'],
    [`Hello. \n\n\n${advert} `, 'Hello. '],
    [`One\n\nTwo 👋\n\n${advert}`, 'One\n\nTwo 👋'],
    [advert, ''],
    [`\n\n${advert}`, ''],
    ['Hello.\n\n> provided by [EasyChat](https://half', 'Hello.'],
  ])('is cut wherever the text was cut: %j', async (text, expected) => {
    expect(await cutAnywhere(text)).toEqual(new Set([expected]));
  });

  it.each([
    'Hello.\n\n',
    '\n\nHello.',
    'Hello.\n\n> provided by [Easy',
    'Hello.\n\n> provided by nobody',
    `See ${advert}`,
    `${advert}\n\nand then more`,
    'A list\n> provided by [EasyChat](a b)',
  ])('is not what only resembles one: %j', async (text) => {
    expect(await cutAnywhere(text)).toEqual(new Set([text]));
  });

  it('holds back no more than what may be one', async () => {
    const released: string[] = [];
    for await (const events of withoutAdverts(answer(['Hel', 'lo\n', 'you', '\n> pro', 'be']), [
      definition,
    ]))
      for (const event of events) if (event.type === 'text-delta') released.push(event.delta);
    expect(released).toEqual(['Hel', 'lo', '\nyou', '\n> probe']);
  });

  it('costs a long answer no more than its length', async () => {
    const text = 'a line of text\n'.repeat(100_000);
    expect(await textOf([text, advert])).toBe(text.trimEnd());
  });

  it('keeps what was held when the answer breaks off', async () => {
    const seen: StreamEvent[] = [];
    await expect(
      (async () => {
        for await (const events of withoutAdverts(broken(), [definition])) seen.push(...events);
      })(),
    ).rejects.toThrow('reset');
    expect(seen).toMatchObject([{ delta: 'Hello' }, { delta: '\n\n> prov' }]);
  });
});
