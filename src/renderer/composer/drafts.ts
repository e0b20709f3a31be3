import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { PageName } from '#shared/contract.ts';
import type { DraftFile, DraftKey, KeptDraft } from '#shared/conversation/draft.ts';
import type { DraftFileId } from '#shared/id.ts';
import { draftStoreOf } from '../client/draft/kept-drafts.ts';
import type { DraftStore } from '../client/draft/kept-drafts.ts';
import { attachmentOf } from './attachments/attachments.ts';
import type { Attachment } from './attachments/attachments.ts';

export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** The drafts of a page. What is written is kept at once, and goes on being kept while it is being sent. */
export interface Drafts {
  readonly get: (key: DraftKey) => Draft;
  readonly change: (key: DraftKey, change: (draft: Draft) => Draft) => void;
  /** The whole draft to the end of another one. */
  readonly move: (from: DraftKey, to: DraftKey) => void;
  /**
   * Empties the field and lets `send` have what was in it, which stays kept until that resolves. What could not be sent
   * is put back, before anything written meanwhile; the rejection passes through. `send` says where it goes once known.
   */
  readonly send: (
    key: DraftKey,
    send: (draft: Draft, movedTo: (key: DraftKey) => void) => Promise<void>,
  ) => Promise<void>;
  /** Resolves when the files of kept drafts are back in them. */
  readonly restored: Promise<void>;
  readonly store: StoreApi<ReadonlyMap<DraftKey, Draft>>;
}

export const EMPTY_DRAFT: Draft = { text: '', attachments: [] };

interface Sending {
  key: DraftKey;
  readonly draft: Draft;
}

export function createDrafts(kept: DraftStore): Drafts {
  const keptAtStart = Object.entries(kept.read()) as [DraftKey, KeptDraft][];
  const store = createStore<ReadonlyMap<DraftKey, Draft>>(
    () => new Map(keptAtStart.map(([key, { text }]) => [key, { text, attachments: [] }])),
  );
  /** Files that are on their way back into their drafts. */
  const restoring = new Map(keptAtStart.map(([key, { files }]) => [key, files]));
  const sendings = new Set<Sending>();
  const keptFiles = new Set<DraftFileId>(
    keptAtStart.flatMap(([, { files }]) => files.map(({ id }) => id)),
  );

  const get = (key: DraftKey): Draft => store.getState().get(key) ?? EMPTY_DRAFT;

  function set(key: DraftKey, draft: Draft): void {
    const next = new Map(store.getState());
    if (isEmpty(draft)) next.delete(key);
    else next.set(key, draft);
    store.setState(next, true);
  }

  function keep(key: DraftKey): void {
    const own = [...sendings].filter((sending) => sending.key === key).map(({ draft }) => draft);
    const { text, attachments } = [...own, get(key)].reduce(joinDrafts);
    for (const { id, file } of attachments) {
      if (keptFiles.has(id)) continue;
      keptFiles.add(id);
      kept.keepFile(id, file.data);
    }
    const files = [...(restoring.get(key) ?? []), ...attachments.map(describe)];
    kept.write(key, text === '' && files.length === 0 ? null : { text, files });
  }

  function change(key: DraftKey, change: (draft: Draft) => Draft): void {
    set(key, change(get(key)));
    keep(key);
  }

  async function restore(key: DraftKey, files: readonly DraftFile[]): Promise<void> {
    const read = await Promise.all(
      files.map(async (file) => attachmentOf(file, await kept.readFile(file.id))),
    );
    restoring.delete(key);
    const back = read.filter((attachment) => attachment !== null);
    const draft = get(key);
    set(key, { ...draft, attachments: [...back, ...draft.attachments] });
    if (back.length < files.length) keep(key);
  }

  async function send(key: DraftKey, deliver: Parameters<Drafts['send']>[1]): Promise<void> {
    await restored;
    const sending: Sending = { key, draft: get(key) };
    // Enter was pressed twice while its files were on their way.
    if (isEmpty(sending.draft)) return;
    sendings.add(sending);
    set(key, EMPTY_DRAFT);
    try {
      await deliver(sending.draft, (to) => {
        sending.key = to;
        keep(to);
        keep(key);
      });
      sendings.delete(sending);
      keep(sending.key);
    } catch (error) {
      sendings.delete(sending);
      change(sending.key, (meanwhile) => joinDrafts(sending.draft, meanwhile));
      throw error;
    }
  }

  const restored = Promise.all([...restoring].map(([key, files]) => restore(key, files))).then(
    () => undefined,
  );

  return {
    store,
    get,
    change,
    send,
    restored,
    move: (from, to) => {
      const moved = get(from);
      if (isEmpty(moved)) return;
      // The place it goes to first: what no draft names is removed.
      change(to, (draft) => joinDrafts(moved, draft));
      change(from, () => EMPTY_DRAFT);
    },
  };
}

function isEmpty({ text, attachments }: Draft): boolean {
  return text === '' && attachments.length === 0;
}

export function joinDrafts(first: Draft, second: Draft): Draft {
  return {
    text: [first.text, second.text].filter((text) => text !== '').join('\n\n'),
    attachments: [...first.attachments, ...second.attachments],
  };
}

function describe({ id, file, sizeBytes, pasted }: Attachment): DraftFile {
  const { name, mediaType } = file;
  return { id, name, mediaType, sizeBytes, isPasted: pasted !== undefined };
}

let page: PageName = 'main';
let drafts: Drafts | undefined;

/** To be called before the drafts are first used, in a window that is not the main one. */
export function setDraftsPage(own: PageName): void {
  page = own;
}

/** The drafts of this window, once it is connected. */
export function windowDrafts(): Drafts {
  drafts ??= createDrafts(draftStoreOf(page));
  return drafts;
}

export function useDraft(key: DraftKey): Draft {
  return useStore(windowDrafts().store, (state) => state.get(key) ?? EMPTY_DRAFT);
}
