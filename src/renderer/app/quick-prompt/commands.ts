import { lastOfBranch } from '#shared/conversation/branch.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { AssistantMessage, Conversation } from '#shared/conversation/conversation.ts';
import { call } from '../../client/bridge.ts';
import { getConversation } from '../../client/conversation/conversations.ts';
import { changeSettings, getSettings } from '../../client/settings.ts';
import { attachText, isHugePaste } from '../../composer/attachments/attachments.ts';
import { windowDrafts } from '../../composer/drafts.ts';
import { stopAnswers } from '../../composer/stop-answers.ts';
import { i18n } from '../../text/i18n.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { focusComposer } from '../../ui/keys/focus.ts';
import type { QuickCommand } from './keys.ts';
import { chooseModel, getSession, startAnew } from './session.ts';

const handlers: Readonly<Record<QuickCommand, () => void>> = {
  'copy-and-close': () => attempt(copyAndClose()),
  'copy-code': () => attempt(copyCode()),
  'continue-in-parley': () => attempt(continueInParley()),
  'start-anew': startAnew,
  'choose-model': () => chooseModel(getSession().choosing === null ? { type: 'next' } : null),
  'use-clipboard': () => attempt(takeClipboard()),
  'toggle-pin': togglePin,
  'stop-answer': () => {
    const { conversationId } = getSession();
    if (conversationId !== null) stopAnswers(conversationId);
  },
  'open-settings': openSettings,
  close: hideQuickPrompt,
};

/** Does what a key or a button of the quick prompt asked for. */
export function runQuickCommand(command: QuickCommand): void {
  handlers[command]();
}

export function hideQuickPrompt(): void {
  attempt(call('quick-prompt.hide', {}));
}

export function openSettings(): void {
  attempt(call('command.invoke', { command: 'settings.open' }));
}

/** Brings the last prompt of the conversation before this one back into the field. */
export async function recallPrompt(): Promise<void> {
  const { previousId } = getSession();
  if (previousId === null) return;
  const { conversation } = await call('conversation.open', { conversationId: previousId });
  const prompt = lastOfBranch(conversation, 'user');
  if (prompt === undefined) return;
  const text = textOf(prompt);
  windowDrafts().change('new', (draft) => (draft.text === '' ? { ...draft, text } : draft));
}

function togglePin(): void {
  attempt(changeSettings({ quickPrompt: { pinned: !getSettings().quickPrompt.pinned } }));
}

async function copyAndClose(): Promise<void> {
  const answer = lastAnswer();
  if (answer === undefined || textOf(answer) === '') {
    showToast({ text: i18n.t('app.nothingToCopy') });
    return;
  }
  const { copyMessage } = await import('../../transcript/message/copy-message.ts');
  await copyMessage(answer);
  await call('quick-prompt.hide', {});
}

async function copyCode(): Promise<void> {
  const answer = lastAnswer();
  const { codeOf } = await import('../../markdown/code/code-of.ts');
  const code = answer === undefined ? '' : codeOf(textOf(answer));
  if (code !== '') await call('clipboard.write', { text: code });
  showToast({ text: i18n.t(code === '' ? 'quickPrompt.noCode' : 'quickPrompt.codeCopied') });
}

async function continueInParley(): Promise<void> {
  const { conversationId } = getSession();
  if (conversationId === null) return;
  await call('window.show-conversation', { conversationId });
  startAnew();
}

/** Only now, and because a person asked for it, is the clipboard read. */
async function takeClipboard(): Promise<void> {
  const { text } = await call('clipboard.read', {});
  if (text.trim() === '') {
    showToast({ text: i18n.t('quickPrompt.clipboardEmpty') });
    return;
  }
  const key = getSession().conversationId ?? 'new';
  windowDrafts().change(key, (draft) => {
    if (!isHugePaste(text)) return { ...draft, text: joinLines(draft.text, text) };
    const attachment = attachText(`${i18n.t('composer.pastedText')}.txt`, text);
    return { ...draft, attachments: [...draft.attachments, attachment] };
  });
  focusComposer();
}

function joinLines(before: string, after: string): string {
  return before.trim() === '' ? after : `${before.trimEnd()}\n\n${after}`;
}

function lastAnswer(): AssistantMessage | undefined {
  const conversation = shownConversation();
  return conversation && lastOfBranch(conversation, 'assistant');
}

function shownConversation(): Conversation | undefined {
  const { conversationId } = getSession();
  return conversationId === null ? undefined : getConversation(conversationId);
}
