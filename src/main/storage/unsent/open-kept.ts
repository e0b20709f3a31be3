import type { Failure } from '#shared/failure.ts';
import type { JsonFile } from '../files/json-file.ts';
import { openDocument } from '../files/document-file.ts';
import type { Document, DocumentFile } from '../files/document-file.ts';

export interface KeptFileOptions {
  /** The data folder. */
  readonly directory: string;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: (() => void) | undefined;
  /** Told why the file cannot be read or written, and with `null` when writing works again. */
  readonly report: (failure: Failure | null) => void;
  /** How long changes are gathered, in milliseconds. */
  readonly delayMs: number;
}

/** A file that cannot be read is reported: the app starts without it, and it is written only once it could be read. */
export function openKept(
  file: JsonFile,
  report: (failure: Failure) => void,
  onLateRead?: (document: Document) => void,
): DocumentFile {
  const document = openDocument({ file, clock: Date.now, schemaVersion: 1, onLateRead });
  const failure = document.failure();
  if (failure !== null) report(failure.failure);
  return document;
}
