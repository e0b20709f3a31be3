import { archive } from './archive.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';
import type { ImportKind } from '#shared/import/import.ts';
import type { ExportFormat, Imported, ReadContext } from './imported.ts';
import { jsonElements } from './json-elements.ts';
import { openExport } from './open-export.ts';

const formats: readonly ExportFormat[] = [archive, chatgpt, claude];

export interface ReadConversation extends Imported {
  readonly kind: ImportKind;
}

/** What an export holds, one conversation at a time. */
export interface ReadExport {
  readonly conversations: () => AsyncGenerator<ReadConversation>;
  /** Elements that are no conversation of a kind that is known, so far. */
  readonly skipped: () => number;
  readonly close: () => void;
}

/** Throws an `Error` that says what is wrong with the file as a whole; a document that is cut ends what it holds. */
export async function readExport(
  path: string,
  context: Pick<ReadContext, 'model'>,
): Promise<ReadExport> {
  const opened = await openExport(path);
  let skipped = 0;

  async function* conversations(): AsyncGenerator<ReadConversation> {
    skipped = 0;
    for (const openDocument of opened.documents) {
      for await (const element of jsonElements(await openDocument())) {
        const format = formats.find(({ recognises }) => recognises(element));
        const read = await format?.read(element, { ...context, file: opened.file });
        if (format === undefined || !read) skipped += 1;
        else yield { ...read, kind: format.kind };
      }
    }
  }

  return { conversations, skipped: () => skipped, close: opened.close };
}
