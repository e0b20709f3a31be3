import { parseArgs } from 'node:util';
import { createHttp } from '../src/main/net/http.ts';
import type { Http } from '../src/main/net/http.ts';
import type { Adapter } from '../src/main/provider/formats/adapter.ts';
import { adapters } from '../src/main/provider/formats/adapters.ts';
import { readCases } from './conformance/case-index.ts';
import type { StreamCase } from './conformance/case-index.ts';
import { chunkingsOf } from './conformance/chunking.ts';
import type { Chunking } from './conformance/chunking.ts';
import { differences } from './conformance/compare.ts';
import { observeAnswer, observeEvents } from './conformance/observe.ts';
import type { ObservedAnswer, ObservedEvents } from './conformance/observe.ts';
import { startReplayServer } from './conformance/replay-server.ts';
import type { ReplayServer } from './conformance/replay-server.ts';

const USAGE = `npm run conformance -- FOLDER [--only PATTERN] [--verbose]

Replays every stream of FOLDER/index.json over loopback HTTP, cut in several ways, through the
network layer and the adapter of its protocol, and compares the answer with the expected one.

  --only PATTERN   only cases whose "protocol/name" matches this regular expression
  --verbose        also name the cases that passed or were skipped`;

const CONCURRENCY = 24;

type Outcome = 'passed' | 'failed' | 'skipped';

interface Bench {
  readonly server: ReplayServer;
  readonly http: Http;
  /** For servers that fall silent: nobody waits two minutes for them here. */
  readonly impatientHttp: Http;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, verbose: { type: 'boolean', default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error(USAGE);
    return 2;
  }
  const only = new RegExp(values.only ?? '', 'u');
  const cases = readCases(folder).filter(({ protocol, name }) => only.test(`${protocol}/${name}`));
  const bench: Bench = {
    server: await startReplayServer(),
    http: createHttp({ timeouts: { firstByteMs: 20_000, idleMs: 20_000 } }),
    impatientHttp: createHttp({ timeouts: { firstByteMs: 5000, idleMs: 800 } }),
  };
  const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0 };
  await inParallel(cases, async (streamCase) => {
    const { outcome, lines } = await runCase(bench, streamCase);
    counts[outcome] += 1;
    if (outcome === 'failed' || values.verbose)
      console.log([`${outcome} ${streamCase.protocol}/${streamCase.name}`, ...lines].join('\n'));
  });
  bench.server.close();
  await Promise.all([bench.http.close(), bench.impatientHttp.close()]);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0 ? 0 : 1;
}

/** Largest first, so that the end does not wait for one long case. */
async function inParallel(
  cases: readonly StreamCase[],
  run: (streamCase: StreamCase) => Promise<void>,
): Promise<void> {
  const queue = cases.toSorted((a, b) => a.body.length - b.body.length);
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await run(next);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** A case passes when every chunking gives an accepted result; an optional one that does not is skipped. */
async function runCase(
  bench: Bench,
  streamCase: StreamCase,
): Promise<{ readonly outcome: Outcome; readonly lines: readonly string[] }> {
  if (streamCase.level === 'provider' && adapterOf(streamCase) === undefined)
    return { outcome: 'skipped', lines: ['  this protocol is not built yet'] };
  const lines: string[] = [];
  for (const chunking of chunkingsOf(streamCase)) {
    const found = await observe(bench, streamCase, chunking).then(
      (observed) => differences(streamCase, observed),
      (error: unknown) => [`threw ${String(error)}`],
    );
    lines.push(...found.map((line) => `  ${chunking.name}: ${line}`));
  }
  if (lines.length === 0) return { outcome: 'passed', lines };
  return { outcome: streamCase.optional === true ? 'skipped' : 'failed', lines };
}

function observe(
  bench: Bench,
  streamCase: StreamCase,
  chunking: Chunking,
): Promise<ObservedAnswer | ObservedEvents> {
  const baseUrl = bench.server.serve(streamCase, chunking);
  const http = streamCase.ending === 'stall' ? bench.impatientHttp : bench.http;
  const adapter = adapterOf(streamCase);
  return adapter ? observeAnswer(http, adapter, baseUrl) : observeEvents(http, baseUrl);
}

function adapterOf({ level, protocol }: StreamCase): Adapter | undefined {
  if (level === 'sse') return undefined;
  return new Map<string, Adapter>(Object.entries(adapters)).get(protocol);
}

process.exitCode = await main();
