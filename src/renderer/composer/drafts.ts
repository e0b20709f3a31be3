import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { UnsentName } from '#shared/conversation/unsent.ts';
import type { ConversationId } from '#shared/id.ts';
import { unsent } from '../client/unsent.ts';
import type { UnsentTexts } from '../client/unsent.ts';
import type { Attachment } from './attachments/attachments.ts';

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
/** Each kind of window has drafts of its own. */
type Home = Extract<UnsentName, 'drafts' | 'quick-prompt.drafts'>;

/** Drafts kept per conversation. Their text outlives the window in `texts`; attachments live as long as the window. */
export function createDrafts(texts: UnsentTexts, home: Home = 'drafts'): Drafts {
  const store = createStore<ReadonlyMap<DraftKey, Draft>>(() => read(texts, home));
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
      write(texts, home, next);
    },
  };
}

function read(unsentTexts: UnsentTexts, home: Home): ReadonlyMap<DraftKey, Draft> {
  try {
    const texts: unknown = JSON.parse(unsentTexts.read(home) ?? '{}');
    const entries = Object.entries(texts as Record<string, unknown>).filter(
      (entry): entry is [DraftKey, string] => typeof entry[1] === 'string',
    );
    return new Map(entries.map(([key, text]) => [key, { text, attachments: [] }]));
  } catch {
    return new Map();
  }
}

function write(unsentTexts: UnsentTexts, home: Home, drafts: ReadonlyMap<DraftKey, Draft>): void {
  const texts = [...drafts]
    .filter(([, { text }]) => text !== '')
    .map(([key, { text }]) => [key, text]);
  try {
    unsentTexts.write(home, JSON.stringify(Object.fromEntries(texts)));
  } catch {
    // What is too long to be kept costs the draft its life beyond the window and nothing else.
  }
}

let home: Home = 'drafts';
let drafts: Drafts | undefined;

/** To be called before the drafts are first used, in a window that is not the main one. */
export function keepDraftsIn(own: Home): void {
  home = own;
}

/** The drafts of this window, once it is connected. */
export function windowDrafts(): Drafts {
  drafts ??= createDrafts(unsent, home);
  return drafts;
}

export function useDraft(key: DraftKey): Draft {
  return useStore(windowDrafts().store, (state) => state.get(key) ?? EMPTY);
}
