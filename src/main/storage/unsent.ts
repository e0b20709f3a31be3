import { unsentNames } from '#shared/conversation/unsent.ts';
import type { UnsentName } from '#shared/conversation/unsent.ts';
import { createJsonFile } from './files/json-file.ts';
import { loadDocument } from './files/load-document.ts';

export type Unsent = Readonly<Partial<Record<UnsentName, string>>>;

/** What was written and not sent, as the windows wrote it down. */
export interface UnsentFile {
  readonly read: () => Unsent;
  /** Known at once; on disk within `delayMs`. */
  readonly write: (name: UnsentName, text: string) => void;
  /** Writes what is not on disk yet. Never throws: what could not be written is tried again with the next change. */
  readonly flush: () => void;
}

export interface UnsentFileOptions {
  /** The data folder. */
  readonly directory: string;
  /** Told why a write failed. */
  readonly report: (error: unknown) => void;
  /** How long changes are gathered, in milliseconds. */
  readonly delayMs?: number;
}

/** `unsent.json`. */
export function createUnsentFile(options: UnsentFileOptions): UnsentFile {
  const { directory, report, delayMs = 1000 } = options;
  const file = createJsonFile(directory, 'unsent');
  let texts: Unsent = pick(loadDocument(file, Date.now));
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      file.write(texts);
    } catch (error) {
      report(error);
    }
  }

  return {
    read: () => texts,
    write: (name, text) => {
      if (texts[name] === text) return;
      texts = { ...texts, [name]: text };
      timer ??= setTimeout(flush, delayMs);
    },
    flush,
  };
}

function pick(document: Readonly<Record<string, unknown>>): Unsent {
  const known = unsentNames.flatMap((name) => {
    const text = document[name];
    return typeof text === 'string' ? [[name, text] as const] : [];
  });
  return Object.fromEntries(known);
}
