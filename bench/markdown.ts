/**
 * What a growing answer costs a window: `node bench/markdown.ts [--long]`.
 *
 * Ours beside a parse and render of the whole text at each update, in headless Chromium, 240 characters a frame. Times
 * differ between machines; the ratios are what is compared. `--long` adds 300 kB of the whole-text design (minutes).
 * Fails when the two designs end with different text.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { build } from 'vite';
import { createSplitter } from '../src/renderer/markdown/parse/splitter.ts';
import type { Design, PageResult } from './markdown-page.ts';
import { codeAnswer, mixedAnswer } from './markdown-text.ts';

interface Measured extends PageResult {
  readonly taskMs: number;
  readonly scriptMs: number;
  /** Style and layout. */
  readonly layoutMs: number;
}

const STEP = 240;
const REPEATS = 3;
const long = process.argv.includes('--long');

const folder = await mkdtemp(join(tmpdir(), 'bench-markdown-'));
try {
  splitAlone();
  await buildPage(folder);
  await inBrowser(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The splitter without any rendering. */
function splitAlone(): void {
  print('split alone', 'ours ms', 'whole ms', 'ratio');
  for (const length of [60_000, 300_000]) {
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
    // One update in ten was measured, evenly over the growth.
    print(`${length / 1000} kB`, ours.toFixed(0), (whole * 10).toFixed(0), ratio(ours, whole * 10));
  }
}

async function inBrowser(root: string): Promise<void> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };
    readFile(join(root, 'out', path)).then(
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
    const small = await compare(page, 'mixed 60 kB', mixedAnswer(60_000));
    await compare(page, 'one code block 60 kB', codeAnswer(60_000, 'text'));
    await compare(page, 'the same in colour (whole: plain)', codeAnswer(60_000, 'typescript'));
    const text = mixedAnswer(300_000);
    const large = long
      ? await compare(page, 'mixed 300 kB', text)
      : await measure(page, 'parley', text);
    print('growth 60 → 300 kB (5 × the text)', 'script', 'task', 'worst frame ms');
    print(
      'ours',
      growth(large.scriptMs, small.scriptMs),
      growth(large.taskMs, small.taskMs),
      large.worstFrameMs.toFixed(0),
    );
  } finally {
    await browser.close();
    server.close();
  }
}

/** Both designs in turn; the median of ours is returned. */
async function compare(page: Page, name: string, text: string): Promise<Measured> {
  const runs: Record<Design, Measured[]> = { parley: [], whole: [] };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const design of ['parley', 'whole'] as const) {
      runs[design].push(await measure(page, design, text));
    }
  }
  const ours = median(runs.parley);
  const whole = median(runs.whole);
  if (ours.text !== whole.text) throw new Error(`${name}: the designs end with different text`);
  print(name, 'ours', 'whole', 'ratio');
  print(
    '  script ms',
    ours.scriptMs.toFixed(0),
    whole.scriptMs.toFixed(0),
    ratio(ours.scriptMs, whole.scriptMs),
  );
  print(
    '  task ms',
    ours.taskMs.toFixed(0),
    whole.taskMs.toFixed(0),
    ratio(ours.taskMs, whole.taskMs),
  );
  print('  worst frame ms', ours.worstFrameMs.toFixed(0), whole.worstFrameMs.toFixed(0), '');
  print(
    '  frames over 50 ms',
    `${ours.framesOver50Ms}`,
    `${whole.framesOver50Ms}`,
    `of ${ours.frames}`,
  );
  return ours;
}

async function measure(page: Page, design: Design, text: string): Promise<Measured> {
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
  return {
    ...result,
    taskMs: spent('TaskDuration'),
    scriptMs: spent('ScriptDuration'),
    layoutMs: spent('LayoutDuration') + spent('RecalcStyleDuration'),
  };
}

async function buildPage(root: string): Promise<void> {
  const entry = join(import.meta.dirname, 'markdown-page.ts');
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><title>bench</title><div id="root"></div><script type="module" src="${entry}"></script>`,
  );
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '#shared': join(import.meta.dirname, '../src/shared') } },
    worker: { format: 'es' },
    build: { outDir: 'out', chunkSizeWarningLimit: 10_000, target: 'esnext' },
  });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(runs: readonly Measured[]): Measured {
  const sorted = runs.toSorted((a, b) => a.taskMs - b.taskMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** How many times more. */
function growth(now: number, before: number): string {
  return `${(now / before).toFixed(1)} ×`;
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2);
}

function print(...cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(36)}${rest.map((cell) => cell.padStart(14)).join('')}\n`);
}
