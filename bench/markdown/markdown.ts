import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { build } from 'vite';
import { createSplitter } from '../../src/renderer/markdown/parse/splitter.ts';
import { inRounds, timed } from '../frame/rounds.ts';
import type { Measures } from '../frame/rounds.ts';
import type { Bench, Measure, Row } from '../frame/subject.ts';
import type { Design } from './page.ts';
import { codeAnswer, mixedAnswer } from './text.ts';

const STEP = 240;

/** Ours beside a parse and render of the whole text at each update. Fails when the two end with different text. */
export const measureMarkdown: Measure = async (bench) => {
  const size = bench.isTrial ? 2000 : 60_000;
  await buildPage(bench.folder);
  return [...splitAlone(size), ...(await inBrowser(bench, size))];
};

/** The splitter without any rendering. */
function splitAlone(size: number): readonly Row[] {
  return [size, size * 5].map((length) => {
    const text = mixedAnswer(length);
    const ours = timed(() => {
      const splitter = createSplitter();
      for (let end = STEP; end < length; end += STEP) splitter.update(text.slice(0, end), true);
    });
    const whole = timed(() => {
      for (let end = STEP; end < length; end += STEP * 10) {
        createSplitter().update(text.slice(0, end), false);
      }
    });
    return {
      name: `markdown: split alone, ${length / 1000} kB`,
      value: ours.milliseconds,
      unit: 'ms',
      // One update in ten was measured, evenly over the growth.
      anchor: { name: 'all of it each time', value: whole.milliseconds * 10 },
    };
  });
}

async function inBrowser(bench: Bench, size: number): Promise<readonly Row[]> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };
    readFile(join(bench.folder, 'out', path)).then(
      (content) => {
        response.setHeader('content-type', types[extname(path)] ?? 'text/html');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const executablePath = process.env['PARLEY_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction('window.benchStream !== undefined');
    return await inPage(page, size, bench.isTrial ? 1 : 3);
  } finally {
    await browser.close();
    server.close();
  }
}

async function inPage(page: Page, size: number, rounds: number): Promise<readonly Row[]> {
  const mixed = await compare(page, mixedAnswer(size), rounds);
  const plain = await compare(page, codeAnswer(size, 'text'), rounds);
  const code = await compare(page, codeAnswer(size, 'typescript'), rounds);
  const { measures: long } = await measure(page, 'parley', mixedAnswer(size * 5));
  return [
    ...rowsOf(`mixed ${size / 1000} kB`, mixed),
    ...rowsOf(`one code block ${size / 1000} kB`, plain),
    ...rowsOf('the same in colour (beside: plain)', code),
    growth('script', long.scriptMs, mixed.parley.scriptMs),
    growth('task', long.taskMs, mixed.parley.taskMs),
    { name: 'markdown: worst frame, 5 × the text', value: long.worstFrameMs, unit: 'ms' },
  ];
}

type PageMeasures = Measures<'taskMs' | 'scriptMs' | 'worstFrameMs' | 'framesOver50Ms'>;
type Compared = Readonly<Record<Design, PageMeasures>>;

async function compare(page: Page, text: string, rounds: number): Promise<Compared> {
  const ends = new Set<string>();
  const of = async (design: Design): Promise<PageMeasures> => {
    const { measures, end } = await measure(page, design, text);
    ends.add(end);
    return measures;
  };
  const compared = await inRounds(rounds, {
    parley: () => of('parley'),
    whole: () => of('whole'),
  });
  if (ends.size !== 1) throw new Error('the designs end with different text');
  return compared;
}

function rowsOf(what: string, { parley, whole }: Compared): readonly Row[] {
  return [
    {
      name: `markdown: ${what}, script`,
      value: parley.scriptMs,
      unit: 'ms',
      anchor: beside(whole.scriptMs),
    },
    {
      name: `markdown: ${what}, task`,
      value: parley.taskMs,
      unit: 'ms',
      anchor: beside(whole.taskMs),
    },
    {
      name: `markdown: ${what}, worst frame`,
      value: parley.worstFrameMs,
      unit: 'ms',
      anchor: beside(whole.worstFrameMs),
    },
    {
      name: `markdown: ${what}, frames over 50 ms`,
      value: parley.framesOver50Ms,
      unit: '',
      target: { of: 'value', atMost: 0 },
    },
  ];
}

function beside(value: number): NonNullable<Row['anchor']> {
  return { name: 'whole text each time', value };
}

function growth(what: string, now: number, before: number): Row {
  return {
    name: `markdown: growth of ${what}, 5 × the text`,
    value: now / before,
    unit: '×',
    target: { of: 'value', atMost: 5.5 },
  };
}

async function measure(
  page: Page,
  design: Design,
  text: string,
): Promise<{ readonly measures: PageMeasures; readonly end: string }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async (): Promise<Map<string, number>> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await read();
  const result = await page.evaluate(
    ([which, whole, step]) => window.benchStream(which, whole, step),
    [design, text, STEP] as const,
  );
  const after = await read();
  await session.detach();
  const spent = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const { worstFrameMs, framesOver50Ms } = result;
  const measures = {
    worstFrameMs,
    framesOver50Ms,
    taskMs: spent('TaskDuration'),
    scriptMs: spent('ScriptDuration'),
  };
  return { measures, end: result.text };
}

async function buildPage(root: string): Promise<void> {
  const entry = join(import.meta.dirname, 'page.ts');
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><title>bench</title><div id="root"></div><script type="module" src="${entry}"></script>`,
  );
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '#shared': join(import.meta.dirname, '../../src/shared') } },
    worker: { format: 'es' },
    build: { outDir: 'out', chunkSizeWarningLimit: 10_000, target: 'esnext' },
  });
}
