import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { FoundFile } from './imported.ts';

/** What a person chose to import: its JSON documents, and the files that lie beside them. */
export interface OpenExport {
  /** The JSON documents, in the order of their names; each is read when it is asked for. */
  readonly documents: readonly (() => Promise<AsyncIterable<Uint8Array>>)[];
  /** The first file with `name` in its own name; `null` when there is none or it is too large. */
  readonly file: (name: string) => Promise<FoundFile | null>;
  readonly close: () => void;
}

const MOST_ENTRIES = 100_000;
const LARGEST_SUM = 4 * 1024 ** 3;
const LARGEST_FILE = 20 * 1024 * 1024;
/** Text rarely packs better; what does is a bomb. */
const LARGEST_RATIO = 200;

/** Nothing in an archive is written anywhere by its name. Throws an `Error` that says what is wrong with it. */
export async function openExport(path: string): Promise<OpenExport> {
  return (await isZip(path)) ? openZip(path) : openFile(path);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer: head } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && head.toString('latin1') === 'PK\x03\x04';
  } finally {
    await file.close();
  }
}

function openFile(path: string): OpenExport {
  return {
    documents: [() => Promise.resolve(createReadStream(path))],
    file: () => Promise.resolve(null),
    close: () => undefined,
  };
}

async function openZip(path: string): Promise<OpenExport> {
  // A name that points outside must not end the reading of the rest: names are only compared.
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false });
  try {
    const entries = await readEntries(zip);
    const documents = entries
      .filter(({ name }) => isDocument(name))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    return {
      documents: documents.map(
        ({ entry }) =>
          () =>
            zip.openReadStreamPromise(entry),
      ),
      file: (name) => readFile(zip, entries, name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

async function readEntries(zip: ZipFile): Promise<readonly NamedEntry[]> {
  const entries: NamedEntry[] = [];
  let sum = 0;
  for await (const entry of zip.eachEntry()) {
    const name = Buffer.from(entry.fileNameRaw ?? entry.fileName).toString('utf8');
    if (name.endsWith('/')) continue;
    sum += entry.uncompressedSize;
    if (entries.length >= MOST_ENTRIES) throw new Error('it holds more than 100,000 files');
    if (sum > LARGEST_SUM) throw new Error('it unpacks to more than 4 GB');
    const isBomb =
      entry.uncompressedSize > 1024 * 1024 &&
      entry.uncompressedSize > entry.compressedSize * LARGEST_RATIO;
    if (isBomb) throw new Error('it unpacks to a suspicious size');
    entries.push({ name, entry });
  }
  return entries;
}

/** The lists of conversations, as these services name them; our own archive has a document each. */
function isDocument(name: string): boolean {
  const last = name.split('/').at(-1) ?? '';
  return /^conversations(?:-\d+)?\.json$/u.test(last) || /^conv_[0-9a-z]{20}\.json$/u.test(last);
}

async function readFile(
  zip: ZipFile,
  entries: readonly NamedEntry[],
  wanted: string,
): Promise<FoundFile | null> {
  const found = entries.find(({ name }) => name.includes(wanted) && !isDocument(name));
  if (found === undefined || found.entry.uncompressedSize > LARGEST_FILE) return null;
  const bytes = await buffer(await zip.openReadStreamPromise(found.entry));
  return { name: found.name.split('/').at(-1) ?? wanted, bytes };
}
