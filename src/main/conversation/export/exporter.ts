import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ExportFormat } from '#shared/export/format.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation/conversation.ts';
import { exportText } from '#shared/export/export-text.ts';
import { dayOf, fileNameOf, uniqueName } from '#shared/export/file-name.ts';
import { toMarkdown } from '#shared/export/markdown.ts';
import { FailureError } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Language } from '#shared/settings.ts';
import { errorCode } from '../../storage/files/storage-failure.ts';
import { writeArchive } from './archive.ts';

/** Where an export went, and how many conversations are in it. */
export interface Exported {
  readonly path: string;
  readonly count: number;
}

export interface Exporter {
  /**
   * Asks where to, and writes the conversations there; `null` ids are all that are not in the trash. Resolves with `null`
   * when the person chose no place. A file that was there is replaced only where the person chose it by name. Rejects with
   * `storage-failed`, and then leaves nothing half written.
   */
  readonly export: (
    ids: readonly ConversationId[] | null,
    format: ExportFormat,
  ) => Promise<Exported | null>;
  /** Where the last export of this session went; `null` before the first. */
  readonly lastPath: () => string | null;
}

export interface ExporterOptions {
  readonly summaries: () => readonly ConversationSummary[];
  /** Throws `invalid-input` when there is no such conversation. */
  readonly get: (id: ConversationId) => Conversation;
  readonly language: () => Language;
  readonly appVersion: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The system's dialogs; `null` when the person cancels. */
  readonly chooseFile: (name: string, extension: string) => Promise<string | null>;
  readonly chooseFolder: () => Promise<string | null>;
}

const extensions: Readonly<Record<ExportFormat, string>> = {
  markdown: 'md',
  html: 'html',
  archive: 'zip',
};

export function createExporter(options: ExporterOptions): Exporter {
  const { summaries, get, language, now } = options;
  let lastPath: string | null = null;

  function nameOf({ title, createdAt }: Conversation): string {
    return `${dayOf(createdAt)} ${fileNameOf(title, exportText[language()].untitled)}`;
  }

  async function exportArchive(ids: readonly ConversationId[]): Promise<Exported | null> {
    const [only] = ids.length === 1 ? ids : [];
    const name = only === undefined ? `Parley ${dayOf(now())}` : nameOf(get(only));
    const path = await options.chooseFile(`${name}.parley.zip`, extensions.archive);
    if (path === null) return null;
    const source = { ids, read: get, appVersion: options.appVersion, now: now() };
    const pending = `${path}.part`;
    try {
      await writeArchive(pending, source);
      renameSync(pending, path);
    } catch (error) {
      rmSync(pending, { force: true });
      throw cannotExport(path, error);
    }
    return { path, count: ids.length };
  }

  async function writeOne(path: string, conversation: Conversation, format: TextFormat) {
    if (format === 'html') {
      // The parser is only needed here.
      const { toHtml } = await import('./html.ts');
      return write(path, toHtml(conversation, exportText[language()], language()));
    }
    const folder = `${basename(path, '.md')}.assets`;
    const text = exportText[language()];
    const { markdown, assets } = toMarkdown(conversation, { text, assets: folder });
    const assetFolder = join(dirname(path), folder);
    if (assets.length > 0 && !existsSync(assetFolder)) mkdirSync(assetFolder);
    for (const { name, part } of assets)
      write(join(assetFolder, name), Buffer.from(part.data, 'base64'));
    return write(path, markdown);
  }

  async function exportOne(id: ConversationId, format: TextFormat): Promise<Exported | null> {
    const conversation = get(id);
    const extension = extensions[format];
    const path = await options.chooseFile(`${nameOf(conversation)}.${extension}`, extension);
    if (path === null) return null;
    await telling(path, () => writeOne(path, conversation, format));
    return { path, count: 1 };
  }

  async function exportSeveral(ids: readonly ConversationId[], format: TextFormat) {
    const folder = await options.chooseFolder();
    if (folder === null) return null;
    return telling(folder, async () => {
      const taken = new Set(readdirSync(folder).map((name) => name.toLowerCase()));
      for (const id of ids) {
        const conversation = get(id);
        const name = uniqueName(`${nameOf(conversation)}.${extensions[format]}`, taken);
        await writeOne(join(folder, name), conversation, format);
        await new Promise(setImmediate);
      }
      return { path: folder, count: ids.length };
    });
  }

  return {
    export: async (wanted, format) => {
      const all = summaries().filter(({ trashedAt }) => trashedAt === null);
      const ids = wanted ?? all.map(({ id }) => id);
      const [first] = ids;
      if (first === undefined) throw nothingToExport();
      const exported = await (format === 'archive'
        ? exportArchive(ids)
        : ids.length === 1
          ? exportOne(first, format)
          : exportSeveral(ids, format));
      lastPath = exported?.path ?? lastPath;
      return exported;
    },
    lastPath: () => lastPath,
  };
}

type TextFormat = Exclude<ExportFormat, 'archive'>;

/** Whole or not at all. */
function write(path: string, content: string | Uint8Array): void {
  const pending = `${path}.part`;
  try {
    writeFileSync(pending, content, { flush: true });
    renameSync(pending, path);
  } catch (error) {
    rmSync(pending, { force: true });
    throw error;
  }
}

async function telling<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw cannotExport(path, error);
  }
}

function cannotExport(path: string, error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  const code = errorCode(error);
  const reason =
    code === 'ENOSPC' ? 'the disk is full' : error instanceof Error ? error.message : String(error);
  return new FailureError({
    code: 'storage-failed',
    message: `Cannot export to ${basename(path)}: ${reason}. Choose another place.`,
    retryable: true,
    ...(code === undefined ? {} : { detail: code }),
  });
}

function nothingToExport(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: 'Cannot export: there are no conversations. Begin one first.',
    retryable: false,
  });
}
