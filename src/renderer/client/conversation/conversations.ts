import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConversationSnapshot, ReadOnlyReason } from '#shared/contract.ts';
import { findMessage } from '#shared/conversation/conversation.ts';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { call } from '../bridge.ts';
import { onNextFrame } from '../frame.ts';
import { createKept } from './kept.ts';
import { createMirror } from './mirror.ts';
import type { ConversationChanged, Mirror } from './mirror.ts';
import { setRunningAnswers } from './running.ts';
import { shapeOf } from './shape.ts';
import type { Shape } from './shape.ts';

/** A conversation as a window shows it. */
export type MirrorState =
  | { readonly status: 'opening' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | {
      readonly status: 'open';
      readonly conversation: Conversation;
      readonly readOnly: ReadOnlyReason | false;
      readonly shape: Shape;
    };

interface Mirrored {
  readonly mirror: Mirror;
  /** Its first subscriber opens the mirror, which is kept as long as it has one; reading it asks main for nothing. */
  readonly store: Pick<StoreApi<MirrorState>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Ahead of `store` by up to a frame. */
  readonly latest: () => Conversation | undefined;
  /** Opens what has not been opened, or could not be. */
  readonly open: () => void;
}

/** Conversations that stay mirrored after they were left, so that going back costs nothing. */
const KEPT_MIRRORS = 12;

const mirrors = createKept(KEPT_MIRRORS, create);

function create(id: ConversationId): Mirrored {
  const store = createStore<MirrorState>(() => ({ status: 'opening' }));
  let latest: ConversationSnapshot | null = null;
  let isFresh = false;
  const publish = onNextFrame(() => {
    if (latest !== null) store.setState(project(store.getState(), latest), true);
  });
  const mirror = createMirror({
    open: async () => {
      const snapshot = await call('conversation.open', { conversationId: id });
      isFresh = true;
      return snapshot;
    },
    onState: (snapshot) => {
      latest = snapshot;
      if (isFresh) setRunningAnswers(id, Object.keys(snapshot.conversation.running) as MessageId[]);
      isFresh = false;
      // The first state is not worth a frame of delay.
      if (store.getState().status === 'open') publish();
      else store.setState(project(store.getState(), snapshot), true);
    },
    onFailure: (failure) => store.setState({ status: 'failed', failure }, true),
  });

  function open(): void {
    if (store.getState().status === 'open') return;
    store.setState({ status: 'opening' }, true);
    void mirror.open();
  }

  return {
    mirror,
    latest: () => latest?.conversation,
    open,
    store: {
      getState: store.getState,
      getInitialState: store.getInitialState,
      subscribe: (listener) => {
        const isFirst = !mirrors.isUsed(id);
        const release = mirrors.use(id);
        const unsubscribe = store.subscribe(listener);
        if (isFirst) open();
        return () => {
          unsubscribe();
          release();
        };
      },
    },
  };
}

function project(before: MirrorState, { conversation, readOnly }: ConversationSnapshot) {
  const shape =
    before.status === 'open'
      ? shapeOf(conversation, { conversation: before.conversation, shape: before.shape })
      : shapeOf(conversation);
  return { status: 'open', conversation, readOnly, shape } as const;
}

export function receiveConversationChange(event: ConversationChanged): void {
  mirrors.find(event.conversationId)?.mirror.receive(event);
}

export function forgetConversation(id: ConversationId): void {
  mirrors.forget(id);
}

/** The conversation as this window knows it now, ahead of what is on screen by up to a frame. */
export function getConversation(id: ConversationId): Conversation | undefined {
  return mirrors.find(id)?.latest();
}

/** The conversation as a store that is kept current while it is subscribed to. */
export function conversationStore(id: ConversationId): Mirrored['store'] {
  return mirrors.get(id).store;
}

/** Tries again what could not be opened. */
export function reopenConversation(id: ConversationId): void {
  mirrors.get(id).open();
}

/** Selects from a conversation, which is kept current meanwhile. The selection decides what re-renders. */
export function useConversation<Selected>(
  id: ConversationId,
  select: (state: MirrorState) => Selected,
): Selected {
  return useStore(conversationStore(id), select);
}

/** Whether nothing can be added: written by a newer Parley, or in the trash. */
export function useIsClosed(id: ConversationId): boolean {
  return useConversation(
    id,
    (state) =>
      state.status === 'open' &&
      (state.readOnly !== false || state.conversation.trashedAt !== null),
  );
}

const NO_BRANCH: readonly MessageId[] = [];

/** The ids of the visible branch in reading order; one identity as long as the branch is the same. */
export function useBranch(id: ConversationId): readonly MessageId[] {
  return useConversation(id, (state) => (state.status === 'open' ? state.shape.branch : NO_BRANCH));
}

/** One message; a token of another message does not re-render its reader. */
export function useMessage(id: ConversationId, messageId: MessageId): Message | undefined {
  return useConversation(id, (state) =>
    state.status === 'open' ? findMessage(state.conversation, messageId) : undefined,
  );
}

/** The messages that share a parent with this one, in order of creation, itself included. */
export function useSiblings(id: ConversationId, messageId: MessageId): readonly MessageId[] {
  return useConversation(id, (state) => {
    if (state.status !== 'open') return NO_BRANCH;
    const message = findMessage(state.conversation, messageId);
    return message === undefined
      ? NO_BRANCH
      : (state.shape.children.get(message.parentId) ?? NO_BRANCH);
  });
}
