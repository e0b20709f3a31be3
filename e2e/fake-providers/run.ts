import { parseArgs } from 'node:util';
import { fakeKinds } from './fake-kinds.ts';
import { startFakeService } from './fake-service.ts';
import type { FakeKind } from './fake-service.ts';

const USAGE = `npm run fake -- SERVICE [--port N] [--scenario NAME] [--seed N] [--time-scale N] [--list]

Serves one of ${fakeKinds.map(({ id }) => id).join(', ')} on 127.0.0.1 as it once was, until it is ended.
The first line that it prints is its address; a service of several servers prints them all.

  --port N         the port of the first server (default 0: any free one)
  --scenario NAME  what it does (default: good)
  --list           print the scenarios, with what a right client shows and reports
  --seed N         of everything that is random (default: 1)
  --time-scale N   multiplies its waits (default: 1)

While it runs: POST /.fake/scenario?name=NAME changes the scenario, ?scenario=NAME or the header
x-fake-scenario chooses one for a single call, GET /.fake/requests tells what was asked.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      scenario: { type: 'string', default: 'good' },
      seed: { type: 'string', default: '1' },
      'time-scale': { type: 'string', default: '1' },
      list: { type: 'boolean', default: false },
    },
  });
  const kind = fakeKinds.find(({ id }) => id === positionals[0]);
  if (kind === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (values.list) {
    process.stdout.write(listOf(kind));
    return 0;
  }
  const service = await startFakeService(kind, {
    port: Number(values.port),
    scenario: values.scenario,
    seed: Number(values.seed),
    timeScale: Number(values['time-scale']),
  });
  process.stdout.write(`${service.urls.join('\n')}\n`);
  if (kind.credential !== undefined) process.stderr.write(`It lets in: ${kind.credential}\n`);
  await toldToEnd();
  await service.close();
  return 0;
}

/** Resolves with a signal, or when the npm that started this is gone: its shell does not hand signals on. */
async function toldToEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  const parent = process.ppid;
  const watch = setInterval(() => {
    const isOfNpm = process.env['npm_lifecycle_event'] !== undefined;
    if (isOfNpm && process.ppid !== parent) resolve();
  }, 500);
  await promise;
  clearInterval(watch);
}

function listOf({ scenarios }: FakeKind): string {
  const width = Math.max(...Object.keys(scenarios).map((name) => name.length));
  const lines = Object.entries(scenarios).map(([name, { about, fails }]) => {
    const outcome = fails === undefined ? '' : ` → ${fails}`;
    return `${name.padEnd(width)}  ${about}${outcome}\n`;
  });
  return lines.join('');
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
