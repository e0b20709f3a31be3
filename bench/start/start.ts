import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isMadeFrom } from '../../scripts/set-up/freshness.mjs';
import { runPackage } from '../../scripts/set-up/run.mjs';
import { terminalEntry } from '../../scripts/set-up/terminal-entry.mjs';
import { bundled } from '../frame/bundle.ts';
import { startServer } from '../frame/processes.ts';
import { inRounds } from '../frame/rounds.ts';
import type { Measure } from '../frame/subject.ts';
import { baseUrlOf } from '../ingest/stream.ts';

const root = join(import.meta.dirname, '../..');

/** From the start of a process to its first byte. Fails when that byte is not of an answer. */
export const measureStart: Measure = async ({ folder, isTrial, note }) => {
  if (!isMadeFrom(terminalEntry(root))) {
    note('building the app …');
    if ((await runPackage('electron-vite', ['build', '--logLevel', 'error'])) !== 0)
      throw new Error('the app cannot be built');
  }
  const entry = join(root, 'out/main/ask.js');
  const { undici } = await bundled(folder, {
    undici: join(import.meta.dirname, 'undici.process.ts'),
  });
  const server = await startServer(join(import.meta.dirname, '../ingest/server.process.ts'));
  const baseUrl = baseUrlOf(server.port, { pace: 'single', events: 1 });
  const online = ['--base-url', baseUrl, '--model', 'm', '--json', 'Hi'];
  try {
    const of = await inRounds(isTrial ? 1 : 15, {
      nothing: () => firstByte(['-e', 'process.stdout.write("x")'], 'x'),
      eliza: () => firstByte([entry, 'Hello'], 'H'),
      script: () => firstByte([join(root, 'scripts/ask.mjs'), 'Hello'], 'H'),
      asked: () => firstByte([entry, ...online], '{"type":"response-start"'),
      undici: () => firstByte([undici, `${baseUrl}/chat/completions`], 'data: {'),
    });
    const node = { name: 'Node alone', value: of.nothing.milliseconds };
    return [
      {
        name: 'start: first word of ELIZA in a terminal',
        value: of.eliza.milliseconds,
        unit: 'ms',
        anchor: node,
        target: { of: 'ratio', atMost: 3 },
      },
      {
        name: 'start: the same as npm run ask starts it',
        value: of.script.milliseconds,
        unit: 'ms',
        anchor: node,
        target: { of: 'ratio', atMost: 3 },
      },
      {
        name: 'start: first request of a fresh process',
        value: of.asked.milliseconds,
        unit: 'ms',
        anchor: { name: 'undici', value: of.undici.milliseconds },
        target: { of: 'ratio', atMost: 2 },
      },
    ];
  } finally {
    server.stop();
  }
};

async function firstByte(
  args: readonly string[],
  expected: string,
): Promise<{ readonly milliseconds: number }> {
  const start = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const [bytes] = (await Promise.race([once(child.stdout, 'data'), exit])) as [unknown];
  const milliseconds = performance.now() - start;
  child.kill();
  await exit;
  if (!String(bytes).startsWith(expected))
    throw new Error(`${args[0]} began with ${String(bytes)}`);
  return { milliseconds };
}
