import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpFailure } from './failure.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const OLDEST_NODE = 24;

/**
 * Runs a program with this terminal; resolves with its exit code, or 1 when a signal ended it.
 * Ctrl-C reaches the program by itself: this process waits for what it makes of it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, quiet?: boolean, shell?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, timeoutMs, quiet = false, shell = false } = {}) {
  process.on('SIGINT', wait);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? 'ignore' : 'inherit',
      shell,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal);
    process.on('SIGTERM', forward);
    // npm's shell does not hand signals on: it just goes.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent || !isAlive(parent)) child.kill('SIGTERM');
    }, 500);
    const settle = () => {
      clearInterval(watch);
      process.off('SIGINT', wait);
      process.off('SIGTERM', forward);
    };
    child.once('error', (error) => {
      settle();
      reject(new SetUpFailure(`Cannot run ${command}: ${error.message}.`));
    });
    child.once('exit', (code) => {
      settle();
      resolve(code ?? 1);
    });
  });
}

/**
 * Windows keeps the number of a parent that is gone, so the number alone says nothing there.
 *
 * @param {number} processId
 */
function isAlive(processId) {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It is another user's, and there.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Ctrl-C is the child's to handle. */
function wait() {}

/**
 * The Node 24 that the packages bring, or the one that runs this when it is new enough.
 *
 * @returns {string}
 */
export function projectNode() {
  const windows = process.platform === 'win32';
  const brought = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  throw new SetUpFailure(
    `Cannot find Node ${OLDEST_NODE}: the package "node" did not install its program. Type: npm rebuild node --foreground-scripts, or install Node ${OLDEST_NODE} from https://nodejs.org.`,
  );
}

/**
 * Runs the program of an installed package on the project's Node; resolves with its exit code.
 *
 * @param {string} name
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export function runPackage(name, args, { env = {} } = {}) {
  const folder = join(root, 'node_modules', name);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0]);
  if (file === undefined) throw new Error(`${name} has no program`);
  const node = projectNode();
  // What the program starts by the name of `node` is the same one.
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  return run(node, [join(folder, file), ...args], { env: { PATH: path, ...env } });
}
