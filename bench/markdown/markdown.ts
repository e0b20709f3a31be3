import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { build } from 'vite';
import { findChromium } from '../../scripts/set-up/chromium.mjs';
import { createSplitter } from '../../src/renderer/markdown/parse/splitter.ts';
import { inRounds, timed } from '../frame/rounds.ts';
import type { Measures } from '../frame/rounds.ts';
import type { Bench, Measure, Row } from '../frame/subject.ts';
import type { Design } from './page.ts';
import { codeAnswer, mixedAnswer } from './text.ts';

const STEP = 240;
const project = join(import.meta.dirname, '../..');

/** Ours beside what others render Markdown with. Fails when ours does not end as a parse of the whole text would. */
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
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium');
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

/** How much of the anchor's a row may be. */
interface Limits {
  readonly script?: number;
  readonly task: number;
}

interface Comparison {
  readonly what: string;
  readonly text: string;
  readonly beside: Exclude<Design, 'parley' | 'whole'>;
  readonly limits: Limits;
  readonly rounds: number;
}

const anchorNames: Readonly<Record<Comparison['beside'], string>> = {
  reactMarkdown: 'react-markdown + remark-gfm',
  streamdown: 'streamdown',
  colouredStreamdown: 'streamdown + @streamdown/code',
};

async function inPage(page: Page, size: number, rounds: number): Promise<readonly Row[]> {
  const plain = mixedAnswer(size, 'text');
  const kilobytes = `${size / 1000} kB`;
  const comparisons: readonly Comparison[] = [
    {
      what: `mixed ${kilobytes}, plain`,
      text: plain,
      beside: 'streamdown',
      limits: { script: 0.4, task: 0.65 },
      rounds,
    },
    {
      what: `mixed ${kilobytes}, plain, once more`,
      text: plain,
      beside: 'reactMarkdown',
      limits: { task: 0.65 },
      rounds: 1,
    },
    {
      what: `mixed ${kilobytes}, in colour`,
      text: mixedAnswer(size),
      beside: 'colouredStreamdown',
      limits: { task: 0.65 },
      rounds,
    },
    {
      what: `one code block ${kilobytes}, plain`,
      text: codeAnswer(size, 'text'),
      beside: 'streamdown',
      limits: { task: 0.35 },
      rounds,
    },
    {
      what: `one code block ${kilobytes}, in colour`,
      text: codeAnswer(size, 'typescript'),
      beside: 'colouredStreamdown',
      limits: { task: 0.2 },
      rounds: 1,
    },
  ];
  const rows: Row[] = [];
  for (const comparison of comparisons) rows.push(...(await compare(page, comparison)));
  const { once, long } = await inRounds(rounds, {
    once: async () => (await measure(page, 'parley', plain)).measures,
    long: async () => (await measure(page, 'parley', mixedAnswer(size * 5, 'text'))).measures,
  });
  return [
    ...rows,
    growth('script', long.scriptMs, once.scriptMs),
    growth('task', long.taskMs, once.taskMs),
    { name: 'markdown: worst frame, 5 × the text', value: long.worstFrameMs, unit: 'ms' },
  ];
}

type PageMeasures = Measures<'taskMs' | 'scriptMs' | 'worstFrameMs' | 'framesOver50Ms'>;

/** Rejects when ours ends otherwise than a parse of the whole text, or when the anchor shows much less than ours. */
async function compare(page: Page, comparison: Comparison): Promise<readonly Row[]> {
  const { text, beside, rounds } = comparison;
  const expected = (await measure(page, 'whole', text)).end;
  const medians = await inRounds(rounds, {
    ours: async () => {
      const { measures, end } = await measure(page, 'parley', text);
      if (end !== expected) throw new Error(`${comparison.what}: it ends with another text`);
      return measures;
    },
    theirs: async () => {
      const { measures, end } = await measure(page, beside, text);
      if (end.length < expected.length * 0.9) {
        throw new Error(
          `${comparison.what}: ${anchorNames[beside]} shows ${end.length} characters`,
        );
      }
      return measures;
    },
  });
  return rowsOf(comparison, medians);
}

function rowsOf(
  { what, beside, limits }: Comparison,
  { ours, theirs }: Readonly<Record<'ours' | 'theirs', PageMeasures>>,
): readonly Row[] {
  const row = (measured: string, key: keyof PageMeasures, limit?: number): Row => ({
    name: `markdown: ${what}, ${measured}`,
    value: ours[key],
    unit: 'ms',
    anchor: { name: anchorNames[beside], value: theirs[key] },
    ...(limit === undefined ? {} : { target: { of: 'ratio', atMost: limit } }),
  });
  return [
    row('script', 'scriptMs', limits.script),
    row('task', 'taskMs', limits.task),
    row('worst frame', 'worstFrameMs'),
    {
      name: `markdown: ${what}, frames over 50 ms`,
      value: ours.framesOver50Ms,
      unit: '',
      target: { of: 'value', atMost: 0 },
    },
  ];
}

function growth(what: string, now: number, before: number): Row {
  return {
    name: `markdown: growth of ${what}, 5 × the text`,
    value: now / before,
    unit: '×',
    target: { of: 'value', atMost: 5 },
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
    resolve: {
      alias: [
        { find: '#shared', replacement: join(project, 'src/shared') },
        // One React for all, though the anchors bring theirs.
        { find: /^(react|react-dom)(?=\/|$)/, replacement: join(project, 'node_modules/$1') },
      ],
    },
    worker: { format: 'es' },
    build: { outDir: 'out', chunkSizeWarningLimit: 10_000, target: 'esnext' },
  });
}
