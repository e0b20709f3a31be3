import { basename, dirname } from 'node:path';
import { sweepLeftovers } from './durable-files.ts';
import type { JsonFile } from './json-file.ts';

/** A file of named values, as it was read. */
export type Document = Readonly<Record<string, unknown>>;

/**
 * The object in a file, `{}` when there is none. A damaged file is moved aside, where the list of damaged files finds
 * it, and its backup taken; it is never cleared. `clock` is milliseconds since the epoch, for the name.
 */
export function loadDocument(file: JsonFile, clock: () => number): Document {
  sweepLeftovers(dirname(file.path), `${basename(file.path)}.`);
  const read = file.read();
  if (read.state === 'read' && isDocument(read.value)) return read.value;
  if (read.state !== 'absent') file.moveAside(clock());
  const backup = file.readBackup();
  return backup.state === 'read' && isDocument(backup.value) ? backup.value : {};
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
