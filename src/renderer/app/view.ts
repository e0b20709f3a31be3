import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ConversationId, MessageId, ProviderId } from '#shared/id.ts';
import type { SettingsSection } from '../settings/settings-dialog.tsx';

/** A dialog over the window; one at a time. */
export type OpenDialog =
  | { readonly type: 'palette' }
  | {
      readonly type: 'settings';
      readonly section?: SettingsSection;
      readonly isAdding?: boolean;
    }
  | { readonly type: 'instructions'; readonly conversationId: ConversationId }
  | { readonly type: 'regenerate'; readonly messageId: MessageId }
  | { readonly type: 'connection'; readonly providerId: ProviderId; readonly modelId: string };

/** What this window shows; nothing of it is worth keeping. */
export interface View {
  /** `null`: a conversation that its first message will create. */
  readonly conversationId: ConversationId | null;
  /** The message that is to be brought into view; another object each time it is wanted. */
  readonly target: { readonly messageId: MessageId } | null;
  readonly dialog: OpenDialog | null;
  readonly isModelPickerOpen: boolean;
  /** The sidebar over a narrow window. */
  readonly isOverlayOpen: boolean;
  /** The title in the header is being edited. */
  readonly isRenaming: boolean;
}

const view = createStore<View>(() => ({
  conversationId: conversationInAddress(),
  target: null,
  dialog: null,
  isModelPickerOpen: false,
  isOverlayOpen: false,
  isRenaming: false,
}));

export function useView<Selected>(select: (state: View) => Selected): Selected {
  return useStore(view, select);
}

export function getView(): View {
  return view.getState();
}

export function changeView(change: Partial<View>): void {
  view.setState(change);
}

/** Shows a conversation, or a new one, and one message of it where that is wanted. The address keeps it over a reload. */
export function showConversation(
  conversationId: ConversationId | null,
  messageId: MessageId | null = null,
): void {
  const target = messageId === null ? null : { messageId };
  view.setState({ conversationId, target, isOverlayOpen: false, isRenaming: false });
  history.replaceState(null, '', conversationId === null ? ' ' : `#${conversationId}`);
}

export function openDialog(dialog: OpenDialog): void {
  view.setState({ dialog, isOverlayOpen: false });
}

function conversationInAddress(): ConversationId | null {
  const id = globalThis.location.hash.slice(1);
  return id.startsWith('conv_') ? (id as ConversationId) : null;
}
