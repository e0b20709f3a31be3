import { lastOfBranch } from '#shared/conversation/branch.ts';
import type { CommandId } from '#shared/command/command.ts';
import type {
  Conversation,
  ConversationSummary,
  Message,
} from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { getConversation } from '../../client/conversation/conversations.ts';
import { getEnvironment } from '../../client/environment.ts';
import { changeSettings, getSettings } from '../../client/settings.ts';
import { getShortcuts } from '../../client/shortcuts.ts';
import { getSummaries } from '../../client/conversation/summaries.ts';
import { stopAnswers } from '../../composer/stop-answers.ts';
import { i18n } from '../../text/i18n.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { focusComposer } from '../../ui/keys/focus.ts';
import { matchesAccelerator } from './key-press.ts';
import { isNarrow } from '../use-narrow.ts';
import { changeView, getView, openDialog, showConversation } from '../view.ts';

const handlers: Readonly<Record<CommandId, () => void>> = {
  'conversation.new': startConversation,
  'conversation.search': () => openDialog({ type: 'palette' }),
  'conversation.next': () => showNeighbour(1),
  'conversation.previous': () => showNeighbour(-1),
  'conversation.rename': () => {
    if (getView().conversationId !== null) changeView({ isRenaming: true });
  },
  'conversation.trash': () => {
    const summary = shownSummary();
    if (summary !== undefined) trashConversation(summary);
  },
  'composer.focus': focusComposer,
  'model.pick': () => changeView({ isModelPickerOpen: true }),
  'generation.abort': () => void abortShown(),
  'answer.copy': copyLastAnswer,
  'sidebar.toggle': toggleSidebar,
  'settings.open': () => openDialog({ type: 'settings' }),
  'quick-prompt.toggle': () => attempt(call('command.invoke', { command: 'quick-prompt.toggle' })),
};

/** Does what a menu, a key, a button or the palette asked for. */
export function runCommand(command: CommandId): void {
  handlers[command]();
}

/** Runs the command of a key press, when it has one. Returns whether it did. */
export function runKey(press: KeyboardEvent): boolean {
  if (press.key === 'Escape' && getView().isOverlayOpen) {
    toggleSidebar();
    return true;
  }
  const { platform } = getEnvironment();
  const found = getShortcuts().find(
    ([, accelerator]) => accelerator !== '' && matchesAccelerator(press, accelerator, platform),
  );
  if (found === undefined) return false;
  if (found[0] === 'generation.abort') return abortShown();
  runCommand(found[0]);
  return true;
}

export function startConversation(): void {
  showConversation(null);
  focusComposer();
}

export function toggleSidebar(): void {
  if (!isNarrow()) return attempt(changeSettings({ sidebarOpen: !getSettings().sidebarOpen }));
  const { isOverlayOpen } = getView();
  changeView({ isOverlayOpen: !isOverlayOpen });
  if (isOverlayOpen) focusComposer();
  return undefined;
}

/** Into the trash, with a way back; the next conversation takes its place on screen. */
export function trashConversation({ id, title }: ConversationSummary): void {
  const wasShown = getView().conversationId === id;
  if (wasShown) showConversation(null);
  attempt(setTrashed(id, true));
  showToast({
    text: i18n.t('app.trashed', { title: title === '' ? i18n.t('app.untitled') : title }),
    action: {
      label: i18n.t('app.undo'),
      undoes: true,
      onSelect: () => {
        attempt(setTrashed(id, false));
        if (wasShown) showConversation(id);
      },
    },
  });
  focusComposer();
}

export function setTrashed(conversationId: ConversationId, trashed: boolean): Promise<void> {
  return call('conversation.trash', { conversationId, trashed });
}

function shownSummary(): ConversationSummary | undefined {
  const { conversationId } = getView();
  return getSummaries().find(({ id, trashedAt }) => id === conversationId && trashedAt === null);
}

/** In the order of the sidebar: pinned first, then by the last change. From a new conversation, the first. */
function showNeighbour(step: 1 | -1): void {
  const library = getSummaries().filter(({ trashedAt }) => trashedAt === null);
  const ordered = [
    ...library.filter(({ pinned }) => pinned),
    ...library.filter(({ pinned }) => !pinned),
  ];
  const at = ordered.findIndex(({ id }) => id === getView().conversationId);
  const start = at === -1 && step === -1 ? 0 : at;
  const next = ordered[(start + step + ordered.length) % ordered.length];
  if (next !== undefined) showConversation(next.id);
}

function shownConversation(): Conversation | undefined {
  const { conversationId } = getView();
  return conversationId === null ? undefined : getConversation(conversationId);
}

/** Stops the answers of the conversation on screen. Returns whether there was one. */
function abortShown(): boolean {
  const { conversationId } = getView();
  return conversationId !== null && stopAnswers(conversationId);
}

function copyLastAnswer(): void {
  const conversation = shownConversation();
  const answer = conversation && lastOfBranch(conversation, 'assistant');
  if (answer === undefined) {
    showToast({ text: i18n.t('app.nothingToCopy') });
    return;
  }
  attempt(copyAnswer(answer));
}

/** With the Markdown that makes rich text of it, which comes with the transcript and not with the window. */
async function copyAnswer(answer: Message): Promise<void> {
  const { copyMessage } = await import('../../transcript/message/copy-message.ts');
  await copyMessage(answer);
  showToast({ text: i18n.t('app.copied') });
}
