import { basename, dirname } from 'node:path';
import type { DamagedFile } from '#shared/contract.ts';
import type { FailureError } from '#shared/failure.ts';
import { sweepLeftovers } from './durable-files.ts';
import type { JsonFile } from './json-file.ts';
import type { JsonRead } from './read-json.ts';

/** A file of named values, as it was read. */
export type Document = Readonly<Record<string, unknown>>;

/** One file of named values, in memory and on disk. */
export interface DocumentFile {
  readonly read: () => Document;
  /** Why the file could not be read; what is in it is not known, until a change succeeds. */
  readonly failure: () => FailureError | null;
  /** Written by a newer version: it is never written again, and changes live in memory. */
  readonly isNewer: boolean;
  /**
   * Replaces it by what `edit` makes of it. A file that could not be read is read first, so that nothing in it is lost
   * to what was assumed in its place. Throws `storage-failed`, and then nothing has changed.
   */
  readonly change: (edit: (document: Document) => Document) => Document;
}

/** Something about a file of the data folder that a person should know. */
export type FileProblem = Pick<DamagedFile, 'name' | 'kind'>;

export interface DocumentOptions {
  readonly file: JsonFile;
  /** Milliseconds since the epoch, for the names of damaged files. */
  readonly clock: () => number;
  /** Kept in `schemaVersion`. A document without one is of the first. */
  readonly schemaVersion: number;
  readonly report?: ((problem: FileProblem) => void) | undefined;
  /** Told what is in a file that could not be read until now, before it is written. */
  readonly onLateRead?: ((document: Document) => void) | undefined;
}

/**
 * The object in a file, `{}` when there is none; never throws. A file that is damaged, or can never be read, is moved
 * aside, where the list of damaged files finds it; for every file without an object in it the backup is taken. It is
 * never cleared.
 */
export function openDocument({
  file,
  clock,
  schemaVersion,
  report,
  onLateRead,
}: DocumentOptions): DocumentFile {
  let { document, failure, problem } = load(file, clock);
  const found = document['schemaVersion'];
  const isNewer = typeof found === 'number' && found > schemaVersion;
  if (problem !== null) report?.(problem);
  if (isNewer) report?.({ name: basename(file.path), kind: 'not-understood' });

  function change(edit: (document: Document) => Document): Document {
    if (failure !== null) {
      const again = load(file, clock);
      if (again.failure !== null) throw again.failure;
      ({ document, failure } = again);
      onLateRead?.(document);
    }
    const changed = isNewer ? edit(document) : { ...edit(document), schemaVersion };
    if (!isNewer) file.write(changed);
    document = changed;
    return document;
  }

  return { read: () => document, failure: () => failure, isNewer, change };
}

interface Loaded {
  readonly document: Document;
  /** Why the file could not be read, where it may yet be. */
  readonly failure: FailureError | null;
  readonly problem: FileProblem | null;
}

function load(file: JsonFile, clock: () => number): Loaded {
  sweepLeftovers(dirname(file.path), `${basename(file.path)}.`);
  const read = file.read();
  const present = documentIn(read);
  if (present !== undefined) return { document: present, failure: null, problem: null };
  return { document: documentIn(file.readBackup()) ?? {}, ...setAside(file, read, clock) };
}

function setAside(file: JsonFile, read: JsonRead, clock: () => number): Omit<Loaded, 'document'> {
  const name = basename(file.path);
  if (read.state === 'absent') return { failure: null, problem: null };
  if (read.state === 'unreadable' && !read.isLasting)
    return { failure: read.failure, problem: { name, kind: 'unreadable' } };
  try {
    return { failure: null, problem: { name: file.moveAside(clock()), kind: 'damaged' } };
  } catch (error) {
    // It throws nothing else.
    return { failure: error as FailureError, problem: { name, kind: 'unreadable' } };
  }
}

function documentIn(read: JsonRead): Document | undefined {
  return read.state === 'read' && isDocument(read.value) ? read.value : undefined;
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
