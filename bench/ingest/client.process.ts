import { pathToFileURL } from 'node:url';
import type { AnswerFigures, Client, FirstTokenFigures, OpenClient } from './client.ts';
import { deltaAt } from './stream.ts';

/**
 * Runs one client: `MODULE whole BASE_URL EVENTS` reads one answer, `MODULE first BASE_URL COUNT` many, one after the
 * other. Tells the process that started this one the figures; ends with an error when text is missing.
 */
const [module = '', task, baseUrl = '', amount] = process.argv.slice(2);
const { openClient } = (await import(pathToFileURL(module).href)) as {
  readonly openClient: OpenClient;
};
const client = await openClient();
const count = Number(amount);
process.send?.(task === 'first' ? await firstTokens(client) : await wholeAnswer(client), () =>
  process.exit(),
);

async function wholeAnswer({ answer }: Client): Promise<AnswerFigures> {
  let text = '';
  let deltas = 0;
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await answer(baseUrl, (delta) => {
    text += delta;
    deltas += 1;
  });
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  if (!module.includes('drain')) check(text, deltas);
  return { milliseconds, cpuMs: (user + system) / 1000, rssMb };
}

function check(text: string, deltas: number): void {
  let expected = '';
  for (let index = 0; index < count; index += 1) expected += deltaAt(index);
  if (text !== expected) throw new Error(`the text of ${deltas} deltas is not what was sent`);
}

async function firstTokens({ answer }: Client): Promise<FirstTokenFigures> {
  const first: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    let arrived: number | undefined;
    await answer(baseUrl, () => {
      arrived ??= performance.now() - start;
    });
    if (arrived === undefined) throw new Error('there was no delta');
    first.push(arrived);
  }
  return { first };
}
