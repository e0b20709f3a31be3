import { draftKeySchema, keptDraftSchema } from '#shared/conversation/draft.ts';
import type { DraftKey, KeptDraft, KeptDrafts } from '#shared/conversation/draft.ts';
import type { PageName } from '#shared/contract.ts';
import type { DraftFileId } from '#shared/id.ts';
import { createJsonFile } from '../files/json-file.ts';
import type { Document } from '../files/document-file.ts';
import { createWriteBehind } from '../files/write-behind.ts';
import { createDraftFiles } from './draft-files.ts';
import type { DraftFiles } from './draft-files.ts';
import { openKept } from './open-kept.ts';
import type { KeptFileOptions } from './open-kept.ts';

export type DraftsByPage = Readonly<Record<PageName, KeptDrafts>>;

/** What was written and not sent, with its files; each page has drafts of its own. */
export interface DraftFile {
  readonly read: () => DraftsByPage;
  /** Known at once, on disk soon; what fails is reported and tried again. `null`: there is none any more. */
  readonly write: (page: PageName, key: DraftKey, draft: KeptDraft | null) => void;
  readonly files: Pick<DraftFiles, 'keep' | 'read'>;
  /** Writes what is not on disk yet. Throws `storage-failed`. */
  readonly flush: () => void;
}

/** `drafts.json` of the data folder, with what another file kept before (`former`). */
export function createDraftFile(
  { directory, checkFolder, report, delayMs }: KeptFileOptions,
  former?: DraftsByPage,
): DraftFile {
  const file = createJsonFile(directory, 'drafts', { checkFolder });
  const files = createDraftFiles(directory, { checkFolder });
  const document = openKept(file, report, (late) => {
    drafts = joined(draftsByPage(late), drafts);
    filesOnDisk = filesOf(drafts);
  });
  let drafts = joined(former, draftsByPage(document.read()));
  let filesOnDisk = filesOf(drafts);
  // Which files the drafts name is not known as long as those cannot be read.
  if (document.failure() === null) files.keepOnly(filesOnDisk);

  const behind = createWriteBehind({
    write: () => {
      document.change(() => ({ ...drafts }));
      // A file goes when the drafts on disk no longer name it; one that none names yet was just handed in.
      const named = filesOf(drafts);
      for (const id of filesOnDisk) if (!named.has(id)) files.remove(id);
      filesOnDisk = named;
    },
    report,
    delayMs,
  });
  if (former !== undefined) behind.changed();

  return {
    read: () => drafts,
    write: (page, key, draft) => {
      const { [key]: _before, ...others } = drafts[page];
      drafts = { ...drafts, [page]: draft === null ? others : { ...others, [key]: draft } };
      behind.changed();
    },
    files,
    flush: behind.flush,
  };
}

function draftsByPage(document: Document): DraftsByPage {
  return {
    main: draftsIn(document['main']),
    'quick-prompt': draftsIn(document['quick-prompt']),
  };
}

/** The drafts of both; those of `later` count where a draft is in both. */
function joined(earlier: DraftsByPage | undefined, later: DraftsByPage): DraftsByPage {
  return {
    main: { ...earlier?.main, ...later.main },
    'quick-prompt': { ...earlier?.['quick-prompt'], ...later['quick-prompt'] },
  };
}

/** What is damaged is left out. */
function draftsIn(value: unknown): KeptDrafts {
  const entries = Object.entries(Object(value) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    entries.flatMap(([key, draft]) => {
      const read = keptDraftSchema.safeParse(draft);
      return read.success && draftKeySchema.safeParse(key).success ? [[key, read.data]] : [];
    }),
  );
}

function filesOf(drafts: DraftsByPage): Set<DraftFileId> {
  const all = Object.values(drafts).flatMap((ofPage) => Object.values(ofPage));
  return new Set(all.flatMap((draft) => draft?.files.map(({ id }) => id) ?? []));
}
