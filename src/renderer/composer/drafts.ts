import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConversationId } from '#shared/id.ts';
import type { Attachment } from './attachments.ts';

/** A draft belongs to a conversation, or to the one that its first message will create. */
export type DraftKey = ConversationId | 'new';

export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export interface Drafts {
  readonly get: (key: DraftKey) => Draft;
  readonly change: (key: DraftKey, change: (draft: Draft) => Draft) => void;
  readonly store: StoreApi<ReadonlyMap<DraftKey, Draft>>;
}

const EMPTY: Draft = { text: '', attachments: [] };
/** Windows share one storage: each kind of window has its own drafts in it. */
type Home = 'parley.drafts' | 'parley.quick-prompt.drafts';

/** Drafts kept per conversation. Their text outlives the window in `storage`; attachments live as long as the window. */
export function createDrafts(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  home: Home = 'parley.drafts',
): Drafts {
  const store = createStore<ReadonlyMap<DraftKey, Draft>>(() => read(storage, home));
  const get = (key: DraftKey): Draft => store.getState().get(key) ?? EMPTY;
  return {
    store,
    get,
    change(key, change) {
      const next = new Map(store.getState());
      const draft = change(get(key));
      if (draft.text === '' && draft.attachments.length === 0) next.delete(key);
      else next.set(key, draft);
      store.setState(next, true);
      write(storage, home, next);
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>, home: Home): ReadonlyMap<DraftKey, Draft> {
  try {
    const texts: unknown = JSON.parse(storage.getItem(home) ?? '{}');
    const entries = Object.entries(texts as Record<string, unknown>).filter(
      (entry): entry is [DraftKey, string] => typeof entry[1] === 'string',
    );
    return new Map(entries.map(([key, text]) => [key, { text, attachments: [] }]));
  } catch {
    return new Map();
  }
}

function write(
  storage: Pick<Storage, 'setItem'>,
  home: Home,
  drafts: ReadonlyMap<DraftKey, Draft>,
): void {
  const texts = [...drafts]
    .filter(([, { text }]) => text !== '')
    .map(([key, { text }]) => [key, text]);
  try {
    storage.setItem(home, JSON.stringify(Object.fromEntries(texts)));
  } catch {
    // A full storage costs the draft its life beyond the window and nothing else.
  }
}

let drafts: Drafts | undefined;

/** To be called before the drafts are first used, in a window that is not the main one. */
export function keepDraftsIn(home: Home): void {
  drafts = createDrafts(localStorage, home);
}

/** The drafts of this window. */
export function windowDrafts(): Drafts {
  drafts ??= createDrafts(localStorage);
  return drafts;
}

export function useDraft(key: DraftKey): Draft {
  return useStore(windowDrafts().store, (state) => state.get(key) ?? EMPTY);
}
