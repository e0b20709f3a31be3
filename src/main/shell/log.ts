import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redactStart } from '#shared/redact.ts';

const LARGEST_FILE = 1024 * 1024;
const LARGEST_ENTRY = 8 * 1024;
const RECENT = 64 * 1024;

export interface Log {
  readonly file: string;
  /** Adds one entry, redacted and cut to 8 KiB. Never throws: a full disk must not hide the error that is being logged. */
  readonly write: (what: string, error: unknown) => void;
  /** The last entries, whole, in at most 64 KiB; `''` when there are none. */
  readonly recent: () => string;
}

export interface LogOptions {
  readonly now?: () => Date;
  /** Where each line also goes, for someone who started the app in a terminal. */
  readonly echo?: (line: string) => void;
}

/**
 * A log of defects in `folder`, at most two files of 1 MiB. It is never sent anywhere. The folder is made once: the data
 * folder is not made anew where it went away.
 */
export function createLog(folder: string, options: LogOptions = {}): Log {
  const { now = () => new Date(), echo = (line) => process.stderr.write(line) } = options;
  const file = join(folder, 'parley.log');
  tryTo(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));

  function write(what: string, error: unknown): void {
    const entry = redactStart(`${what}: ${describe(error)}`, LARGEST_ENTRY);
    const line = `${now().toISOString()} ${entry}\n`;
    echo(line);
    tryTo(() => {
      if (sizeOf(file) > LARGEST_FILE) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    });
  }

  return { file, write, recent: () => lastEntries([`${file}.1`, file].map(read).join('')) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Cut where an entry begins. */
function lastEntries(text: string): string {
  if (text.length <= RECENT) return text;
  const end = text.slice(-RECENT);
  const start = /^\d{4}-\d\d-\d\dT/m.exec(end.slice(end.indexOf('\n') + 1));
  return start === null ? '' : end.slice(end.indexOf('\n') + 1 + start.index);
}

/** Causes may go in a circle. */
const MOST_CAUSES = 8;

/** What cannot be written was echoed; there is nowhere else to put it. */
function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // See above.
  }
}

function describe(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const hasCause = error.cause !== undefined && depth < MOST_CAUSES;
  const cause = hasCause ? `\n  caused by ${describe(error.cause, depth + 1)}` : '';
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
