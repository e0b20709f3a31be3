import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { runAsk } from '../../src/main/ask/run-ask.ts';
import { ANSWER } from './chat-stream.ts';
import { easychat } from './relays/easychat.ts';
import { gravityengine } from './relays/gravityengine.ts';
import { liaobots } from './relays/liaobots.ts';
import { OWN_KEY } from './relays/nextchat.ts';
import { startService } from './testing/testing.ts';

/** The commands of `docs/providers.md`, as a person copies them. */
const documented = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8');
const commands = documented
  .split('\n')
  .filter((line) => line.includes('npm run ask -- --provider '));

const services = {
  gravityengine: () => startService(gravityengine),
  nextchat: () => startService(gravityengine, 'access-code'),
  easychat: () => startService(easychat),
  liaobots: () => startService(liaobots),
} as const;

it('Every test that the document names exists.', () => {
  const rows = documented.matchAll(/^\|[^|]+\| `([^`]+\.ts)` +\| (.*?) +\|$/gm);
  const named = [...rows].map(([, file = '', title = '']) => ({ file, title: title.trim() }));
  expect(named.length).toBeGreaterThan(30);
  for (const { file, title } of named)
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(title);
});

it('The document shows a command for each kind of service.', () => {
  for (const id of Object.keys(services))
    expect(commands.some((command) => command.includes(`--provider ${id} `))).toBe(true);
});

it.each(commands)('%s', async (command) => {
  const [, variable, value, rest = ''] =
    /^(?:([A-Z]+)=(\S+) )?npm run ask -- (.*)$/.exec(command.trim()) ?? [];
  const argv = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  const id = argv[argv.indexOf('--provider') + 1] as keyof typeof services;
  const service = await services[id]();
  let server = -1;
  const addressed = argv.map((word, at) =>
    argv[at - 1] === '--base-url' ? (service.urls[(server += 1)] ?? '') : word,
  );
  let out = '';
  let error = '';
  const code = await runAsk({
    argv: addressed,
    // The document does not print a whole key.
    environment:
      variable === undefined ? {} : { [variable]: value === 'sk-…' ? OWN_KEY : (value ?? '') },
    input: Readable.from([]),
    out: { write: (text) => void (out += text) },
    error: { write: (text) => void (error += text) },
    signal: new AbortController().signal,
  });
  expect({ code, out: out.trim(), error }).toEqual({ code: 0, out: ANSWER.trim(), error: '' });
});
