import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../chromium/chromium.ts';
import { keyOf, stateFolder } from '../../state.ts';

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: Record<string, unknown>;
}

export interface InstanceLock {
  readonly release: () => void;
}

/**
 * One process per data folder. `null`: another one has it and was told of this start, as a file in a folder that it
 * watches. All of it is synchronous, because Electron's call is. The lock of a process that is gone is taken over.
 */
export function openInstanceLock(
  userData: string,
  additionalData: Record<string, unknown>,
  onSecondInstance: (request: SecondInstance) => void,
): InstanceLock | null {
  const key = keyOf(userData);
  const file = join(stateFolder('locks'), `${key}.lock`);
  const inbox = stateFolder('locks', `${key}.requests`);
  if (!take(file)) {
    const request: SecondInstance = {
      argv: reordered(process.argv),
      workingDirectory: process.cwd(),
      additionalData,
    };
    const draft = join(stateFolder('locks'), randomUUID());
    writeFileSync(draft, JSON.stringify(request));
    renameSync(draft, join(inbox, `${randomUUID()}.json`));
    return null;
  }

  for (const name of readdirSync(inbox)) rmSync(join(inbox, name), { force: true });
  const readInbox = (): void => {
    for (const name of readdirSync(inbox)) {
      const path = join(inbox, name);
      const request = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance;
      rmSync(path, { force: true });
      onSecondInstance(request);
    }
  };
  const watcher = watch(inbox, readInbox).unref();
  return {
    release: () => {
      watcher.close();
      rmSync(file, { force: true });
    },
  };
}

/**
 * Chromium moves the switches before everything else and adds some of its own: "the order might change and additional
 * arguments might be appended".
 */
function reordered([program = '', ...args]: readonly string[]): string[] {
  const switches = args.filter((argument) => argument.startsWith('-'));
  const others = args.filter((argument) => !argument.startsWith('-'));
  return [program, ...switches.toReversed(), '--allow-file-access-from-files', ...others];
}

/** The file appears whole or not at all: two starts at once cannot both have it. */
function take(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, identity(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (link(draft, file)) return true;
      if (isHeld(file)) return false;
      rmSync(file, { force: true });
    }
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(file: string): boolean {
  try {
    const holder = readFileSync(file, 'utf8');
    const processId = Number(holder.split(' ')[0]);
    return isRunning(processId) && identity(processId) === holder;
  } catch {
    return false;
  }
}

/** Process ids are used again: the time at which the process started tells two of them apart. */
function identity(processId: number): string {
  let startedAt = '';
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ');
    startedAt = fields?.[19] ?? '';
  } catch {
    // Only Linux has it; elsewhere the process id has to do.
  }
  return `${processId} ${startedAt}`;
}
