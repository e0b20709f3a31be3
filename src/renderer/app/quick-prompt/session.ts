import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { isRunning } from '../../client/conversation/running.ts';
import { changeSettings, getSettings } from '../../client/settings.ts';
import { getSummaries } from '../../client/conversation/summaries.ts';
import { windowDrafts } from '../../composer/drafts.ts';
import { focusComposer, focusComposerSoon } from '../../ui/keys/focus.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { timeLeft } from './expiry.ts';

/** Choosing a model: for what comes, or for another answer beside one that is there. */
export type ModelChoice =
  | { readonly type: 'next' }
  | { readonly type: 'regenerate'; readonly messageId: MessageId };

export interface Session {
  /** `null`: the first prompt creates the conversation. */
  readonly conversationId: ConversationId | null;
  /** The one before, whose prompt can be brought back. */
  readonly previousId: ConversationId | null;
  readonly choosing: ModelChoice | null;
}

const session = createStore<Session>(() => ({
  conversationId: null,
  previousId: null,
  choosing: null,
}));

export function useSession<Selected>(select: (state: Session) => Selected): Selected {
  return useStore(session, select);
}

export function getSession(): Session {
  return session.getState();
}

export function chooseModel(choosing: ModelChoice | null): void {
  session.setState({ choosing });
  if (choosing === null) focusComposerSoon();
}

export function continueWith(conversationId: ConversationId): void {
  session.setState({ conversationId });
  keep();
}

/** The next prompt begins a conversation; what was being written goes along. */
export function startAnew(): void {
  const { conversationId } = getSession();
  if (conversationId !== null) {
    windowDrafts().move(conversationId, 'new');
    session.setState({ conversationId: null, previousId: conversationId });
  }
  session.setState({ choosing: null });
  keep();
  focusComposer();
}

let shownAt = Date.now();
let expiry: ReturnType<typeof setTimeout> | undefined;

/** The window is on screen now, or no longer is. */
export function changeShown(shown: boolean): void {
  clearTimeout(expiry);
  if (shown) {
    // The timer of a hidden page, or of a computer that slept, may be late.
    startAnewWhenDue();
    focusComposer();
  } else {
    session.setState({ choosing: null });
    shownAt = Date.now();
    keep();
    waitForExpiry();
  }
}

/** Already while it is hidden, so that the next opening shows nothing of what is over. */
function waitForExpiry(): void {
  const left = startAnewWhenDue();
  if (left > 0) expiry = setTimeout(waitForExpiry, left);
}

function startAnewWhenDue(): number {
  const { conversationId } = getSession();
  if (conversationId === null) return 0;
  const summary = getSummaries().find(({ id }) => id === conversationId);
  const now = Date.now();
  const isTrashed = summary !== undefined && summary.trashedAt !== null;
  // Without a summary its first prompt is still on the way.
  const changedAt = summary?.updatedAt ?? now;
  const use = { shownAt, changedAt, isRunning: isRunning(conversationId) };
  const left = isTrashed ? 0 : timeLeft(use, getSettings().quickPrompt.newAfterMinutes, now);
  if (left === 0) startAnew();
  return left;
}

/** In the settings, which outlive a crash. */
function keep(): void {
  const { conversationId, previousId } = getSession();
  attempt(changeSettings({ quickPrompt: { lastUse: { conversationId, previousId, shownAt } } }));
}

/** Goes on after a restart where the quick prompt was, if that is not too long ago. */
export function resumeSession(): void {
  const { lastUse } = getSettings().quickPrompt;
  if (lastUse === null) return;
  ({ shownAt } = lastUse);
  session.setState({
    conversationId: known(lastUse.conversationId),
    previousId: known(lastUse.previousId),
  });
  startAnewWhenDue();
}

function known(id: ConversationId | null): ConversationId | null {
  return (
    getSummaries().find((summary) => summary.id === id && summary.trashedAt === null)?.id ?? null
  );
}
