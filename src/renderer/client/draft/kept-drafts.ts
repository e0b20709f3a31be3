import type { AppSnapshot, PageName } from '#shared/contract.ts';
import { DRAFT_TEXT_LIMIT } from '#shared/conversation/draft.ts';
import type { DraftKey, KeptDraft, KeptDrafts } from '#shared/conversation/draft.ts';
import type { DraftFileId } from '#shared/id.ts';
import { call } from '../bridge.ts';
import { tellBeforeEnd } from './hand-over.ts';

/** Where the drafts of a page outlive it, and the app. What cannot be kept lives as long as the page. */
export interface DraftStore {
  readonly read: () => KeptDrafts;
  /** `null`: there is none any more. */
  readonly write: (key: DraftKey, draft: KeptDraft | null) => void;
  /** To be called before a draft names the file. */
  readonly keepFile: (fileId: DraftFileId, data: string) => void;
  /** Resolves with `null` when it is not there; never rejects. */
  readonly readFile: (fileId: DraftFileId) => Promise<string | null>;
}

let kept: AppSnapshot['drafts'] = { main: {}, 'quick-prompt': {} };

export function setKeptDrafts(drafts: AppSnapshot['drafts']): void {
  kept = drafts;
}

/** Of a disk that fails main tells by itself. */
function tell(told: Promise<unknown>): void {
  tellBeforeEnd(told).catch(() => undefined);
}

export function draftStoreOf(page: PageName): DraftStore {
  return {
    read: () => kept[page],
    write: (key, draft) => {
      if (draft !== null && draft.text.length > DRAFT_TEXT_LIMIT) return;
      tell(call('draft.write', { page, key, draft }));
    },
    keepFile: (fileId, data) => tell(call('draft.keep-file', { fileId, data })),
    readFile: (fileId) => call('draft.read-file', { fileId }).catch(() => null),
  };
}
