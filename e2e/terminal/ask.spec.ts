import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronExecutable } from '../driver/launch.ts';
import { expect, KEY, mainPages, test } from '../driver/person.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const register = new URL('../stand-in/register.ts', import.meta.url).href;

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

interface Surroundings {
  /** `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is piped in. */
  readonly input?: string;
}

/** Starts the built app itself as `parley ask …`. */
function parleyAsk(
  userData: string,
  args: readonly string[],
  { env = {}, input = '' }: Surroundings = {},
): Promise<Ended> {
  const executable = electronExecutable();
  const [command, ...start] =
    executable === null
      ? [process.execPath, '--import', register, join(root, 'out', 'main', 'index.js')]
      : [executable, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root];
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(
    command,
    [...start, 'ask', ...args],
    { env: { ...process.env, PARLEY_USER_DATA: userData, ...env } },
    (error, output, errors) => resolve({ code: Number(error?.code ?? 0), output, errors }),
  );
  child.stdin?.end(input);
  return promise;
}

test('the installed app answers in a terminal, beside a window that is open', async ({
  parley,
  openai,
}) => {
  openai.requireKey(KEY);
  const page = await parley.start();
  const args = ['--provider', 'openai', '--base-url', openai.baseUrl, '--model', 'fake-large'];
  const ended = await parleyAsk(
    parley.userData,
    [...args, '--key-env', 'TESTING_KEY', 'Hello from a terminal'],
    { env: { TESTING_KEY: KEY } },
  );
  expect(ended.code, ended.errors).toBe(0);
  expect(ended.output).toContain('You said: Hello from a terminal');
  expect(mainPages(parley.app())).toEqual([page]);
});

test('a wrong option in a terminal is told and opens no window', async ({ parley }) => {
  const ended = await parleyAsk(parley.userData, ['--nonsense']);
  expect(ended.code).toBe(2);
  expect(ended.errors).toContain('--nonsense');
});

test('text that is piped in reaches the model, without a display, and on Windows too', async ({
  parley,
  openai,
}) => {
  const where = [
    '--provider',
    'openai-compatible',
    '--base-url',
    openai.baseUrl,
    '--model',
    'fake-large',
  ];
  const systems = electronExecutable() === null ? [undefined, 'windows', 'macos'] : [undefined];
  for (const system of systems) {
    const ended = await parleyAsk(parley.userData, [...where, 'Explain:'], {
      env: { PARLEY_STAND_IN_MODES: system, DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
      input: `a difference for ${system}\n`,
    });
    expect(ended.code, ended.errors).toBe(0);
    expect(ended.output).toContain(`Explain:\n\na difference for ${system}`);
  }
});
