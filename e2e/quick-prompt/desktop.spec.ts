import { execFile, execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'playwright/test';

const run = promisify(execFile);
const register = new URL('../stand-in/register.ts', import.meta.url).href;
const entry = fileURLToPath(new URL('../../out/main/index.js', import.meta.url));
const programs = ['Xvfb', 'openbox', 'xdotool', 'xmessage'];

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skip(!programs.every(isThere), `needs ${programs.join(', ')}`);

/** xdotool's words, when they describe a window that is not wholly on the 1600 × 1000 of the desktop. */
function offScreen(words: string): string | null {
  const [x = -1, y = -1, width = 0, height = 0] = [
    ...words.matchAll(/(-?\d+)[,x](-?\d+)/g),
  ].flatMap(([, first, second]) => [Number(first), Number(second)]);
  return x >= 0 && y >= 0 && x + width <= 1600 && y + height <= 1000 ? null : words;
}

/** A desktop of its own with a window manager and another program; ends with the test. */
async function startDesktop(folder: string) {
  const started: ChildProcess[] = [];
  let output = '';
  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += `${program}: ${chunk.toString()}`;
    });
    child.once('exit', (code, signal) => {
      output += `${program} ended with ${code ?? signal}.\n`;
    });
    started.push(child);
    return child;
  };
  const server = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24'], process.env);
  const [number] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DISPLAY: `:${number.toString().trim()}`,
    PARLEY_USER_DATA: join(folder, 'user-data'),
    PARLEY_STAND_IN_STATE: join(folder, 'system'),
    PARLEY_STAND_IN: 'headed',
  };
  const desktop = {
    xdotool: async (...args: readonly string[]) =>
      (await run('xdotool', args, { env }).catch(() => ({ stdout: '' }))).stdout.trim(),
    active: () => desktop.xdotool('getactivewindow', 'getwindowname'),
    geometry: () => desktop.xdotool('getactivewindow', 'getwindowgeometry'),
    useOther: () => desktop.xdotool('search', '--name', '^other$', 'windowactivate'),
    parley: (...args: readonly string[]) =>
      start(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', '--import', register, entry, ...args],
        env,
      ),
    output: () => output,
    end: async () => {
      for (const child of started.toReversed()) {
        if (child.exitCode !== null) continue;
        child.kill('SIGTERM');
        await Promise.race([once(child, 'exit'), new Promise((done) => setTimeout(done, 4000))]);
      }
    },
  };
  start('openbox', [], env);
  start('xmessage', ['-title', 'other', 'Another program'], env);
  return desktop;
}

test('on a real desktop the focus goes to the field and back to the program that had it', async () => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'parley-desktop-'));
  const desktop = await startDesktop(folder);
  const slow = { timeout: 30_000 };
  try {
    // A window manager that has only just started may not have taken the window up yet.
    const isUsed = () => desktop.useOther().then(desktop.active);
    await expect.poll(isUsed, slow).toBe('other');

    // The stand-in's Chromium shows every window for a moment when it makes it, so the first opening proves nothing.
    // The page has loaded when the window is as tall as its content; before that, Escape would stop the load.
    desktop.parley('--toggle-quick');
    const madeWindow = () =>
      desktop.xdotool('search', '--name', 'quick prompt', 'getwindowgeometry');
    await expect.poll(madeWindow, { timeout: 15_000 }).toMatch(/Geometry: \d+x(?!100$)\d+$/);
    const open = () => once(desktop.parley('--toggle-quick'), 'exit').then(desktop.active);
    await expect.poll(open, { ...slow, intervals: [2000] }).toContain('quick prompt');
    // Only what has the focus gets the key: Escape closes it, so the page had it.
    await desktop.xdotool('key', 'Escape');
    await expect.poll(desktop.active, slow).toBe('other');

    await once(desktop.parley('--toggle-quick'), 'exit');
    await expect.poll(desktop.active, slow).toContain('quick prompt');
    await expect.poll(() => desktop.geometry().then(offScreen), slow).toBeNull();
    await once(desktop.parley('--toggle-quick'), 'exit');
    await expect.poll(desktop.active, slow).toBe('other');

    await once(desktop.parley('--toggle-quick'), 'exit');
    await expect.poll(desktop.active, slow).toContain('quick prompt');
    await expect.poll(() => desktop.geometry().then(offScreen), slow).toBeNull();
    await desktop.useOther();
    await expect
      .poll(() => desktop.xdotool('search', '--onlyvisible', '--name', 'Parley'), slow)
      .toBe('');
    expect(await desktop.active()).toBe('other');
  } catch (error) {
    console.error(desktop.output());
    throw error;
  } finally {
    await desktop.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
