import type { DamagedFile } from '#shared/contract.ts';
import type { JsonFile } from './json-file.ts';

/** A file of named values, as it was read; `{}` when there is none. */
export type Document = Readonly<Record<string, unknown>>;

export interface LoadDocumentOptions {
  /** Milliseconds since the epoch; names a file that is moved aside. */
  readonly clock: () => number;
  /** Told when a file was damaged; `name` is relative to the data folder. */
  readonly onDamaged: (damaged: DamagedFile) => void;
}

/** The object in a file. One that is damaged is moved aside and its backup taken; it is never cleared. */
export function loadDocument(file: JsonFile, options: LoadDocumentOptions): Document {
  const read = file.read();
  if (read.state === 'read' && isDocument(read.value)) return read.value;
  if (read.state !== 'absent') {
    const name = file.moveAside(options.clock());
    options.onDamaged({ name, title: null, salvagedMessages: 0 });
  }
  const backup = file.readBackup();
  return backup.state === 'read' && isDocument(backup.value) ? backup.value : {};
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
