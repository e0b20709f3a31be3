import { app } from 'electron';
import type { AppEvent, PageName } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Language, Settings } from '#shared/settings.ts';
import { createActivity } from './activity.ts';
import type { AnswerOutcome, RunningAnswer } from './activity.ts';
import type { Notifications } from './notifications.ts';
import { trayText } from './text.ts';

export interface PresenceOptions {
  readonly settings: () => Settings;
  readonly language: () => Language;
  readonly summaries: () => readonly ConversationSummary[];
  readonly notifications: Notifications;
  readonly showConversation: (conversationId: ConversationId) => void;
  /** Whether the person can see this page's window. */
  readonly isSeen: (page: PageName) => boolean;
  /** An answer began or ended. */
  readonly onChange: () => void;
}

/** What is going on, for a person who looks elsewhere. */
export interface Presence {
  readonly follow: (event: AppEvent) => void;
  readonly running: () => readonly RunningAnswer[];
  readonly viewReported: (page: PageName, conversationId: ConversationId | null) => void;
}

export function createPresence(options: PresenceOptions): Presence {
  const views = new Map<PageName, ConversationId | null>();
  const activity = createActivity({ onChange: countChanged, onEnd: answerEnded });

  function countChanged(): void {
    // Windows has no badge; there the tray has the mark.
    if (process.platform !== 'win32') app.setBadgeCount(activity.running().length);
    options.onChange();
  }

  function answerEnded({ conversationId }: RunningAnswer, outcome: AnswerOutcome): void {
    if (outcome === 'stopped' || !options.settings().notifyWhenDone) return;
    if (isSeen(conversationId)) return;
    const text = trayText[options.language()];
    const title = options.summaries().find(({ id }) => id === conversationId)?.title ?? '';
    // Not what it says: a lock screen shows notifications to anyone.
    options.notifications.show({
      title: title === '' ? text.untitled : title,
      body: outcome === 'complete' ? text.done : text.failed,
      onClick: () => options.showConversation(conversationId),
    });
  }

  function isSeen(conversationId: ConversationId): boolean {
    return [...views].some(([page, shown]) => shown === conversationId && options.isSeen(page));
  }

  return {
    follow: activity.follow,
    running: activity.running,
    viewReported: (page, conversationId) => void views.set(page, conversationId),
  };
}
