import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { JsonFile } from '../files/json-file.ts';
import { loadDocument } from '../files/load-document.ts';
import type { Document } from '../files/load-document.ts';

export interface KeptFileOptions {
  /** The data folder. */
  readonly directory: string;
  /** Told why the file cannot be read or written, and with `null` when writing works again. */
  readonly report: (failure: Failure | null) => void;
  /** How long changes are gathered, in milliseconds. */
  readonly delayMs: number;
}

/** `{}` for a file that cannot be read, which is reported: the app starts without it. */
export function loadKept(file: JsonFile, report: (failure: Failure) => void): Document {
  try {
    return loadDocument(file, Date.now);
  } catch (error) {
    report(toFailure(error));
    return {};
  }
}
