import type { AppEvent, AppSnapshot } from '#shared/contract.ts';
import type { ConversationId } from '#shared/id.ts';
import type { CommandId } from '#shared/command/command.ts';
import { call } from './bridge.ts';
import { receiveConversationChange, forgetConversation } from './conversation/conversations.ts';
import { receiveDiagnosisStep } from './provider/diagnosis.ts';
import { receiveImportProgress } from './conversation/import.ts';
import { receiveDesktop } from './desktop.ts';
import { setEnvironment } from './environment.ts';
import { receiveModels, receiveProviders, setCatalog } from './provider/providers.ts';
import { setWait, trackRunning } from './conversation/running.ts';
import { receiveUpdates } from './updates.ts';
import { receiveSettings } from './settings.ts';
import { receiveDamagedFiles, receiveStorageFailure } from './storage.ts';
import { receiveSummary, removeSummary, setSummaries } from './conversation/summaries.ts';
import { receiveQueue, setQueues } from './conversation/queues.ts';
import { handOver } from './draft/hand-over.ts';
import { setKeptDrafts } from './draft/kept-drafts.ts';

/** What main asks of this window rather than tells it. */
export interface WindowRequests {
  readonly showConversation: (conversationId: ConversationId) => void;
  readonly invokeCommand: (command: CommandId) => void;
  /** Only the quick prompt is told: it is on screen now, or no longer is. */
  readonly changeQuickPrompt?: (shown: boolean) => void;
}

/**
 * Fills the mirrors and keeps them current; resolves when they are filled. Events that arrive while the snapshot is in
 * flight are held and applied after it: each sets a state, so one that the snapshot already includes does no harm.
 */
export async function connect(requests: WindowRequests): Promise<void> {
  let held: AppEvent[] | null = [];
  window.bridge.subscribe((event) => {
    if (held === null) receive(event, requests);
    else held.push(event);
  });
  fill(await call('app.open', {}));
  const missed = held;
  held = null;
  for (const event of missed) receive(event, requests);
}

function fill(snapshot: AppSnapshot): void {
  setEnvironment(snapshot);
  setKeptDrafts(snapshot.drafts);
  setQueues(snapshot.queues);
  receiveSettings(snapshot.settings);
  receiveDesktop(snapshot.desktop);
  receiveUpdates(snapshot.updates);
  setCatalog(snapshot.catalog);
  receiveProviders(snapshot.providers);
  setSummaries(snapshot.summaries);
  receiveDamagedFiles(snapshot.damagedFiles);
  receiveStorageFailure(snapshot.storageFailure);
}

function receive(event: AppEvent, requests: WindowRequests): void {
  switch (event.type) {
    case 'conversation-changed':
      receiveConversationChange(event);
      return trackRunning(event.conversationId, event.change);
    case 'answer-waiting':
      return setWait(event.conversationId, event.messageId, event.wait);
    case 'queue-changed':
      return receiveQueue(event.conversationId, event.queue);
    case 'summary-changed':
      return receiveSummary(event.summary);
    case 'summary-removed':
      removeSummary(event.conversationId);
      return forgetConversation(event.conversationId);
    case 'providers-changed':
      return receiveProviders(event.providers);
    case 'models-changed':
      return receiveModels(event.providerId, event.list);
    case 'import-progressed':
      return receiveImportProgress(event.progress);
    case 'diagnosis-changed':
      return receiveDiagnosisStep(event.runId, event.step);
    case 'settings-changed':
      return receiveSettings(event.settings);
    case 'updates-changed':
      return receiveUpdates(event.updates);
    case 'desktop-changed':
      return receiveDesktop(event.desktop);
    case 'storage-changed':
      return receiveStorageFailure(event.failure);
    case 'damaged-files-changed':
      return receiveDamagedFiles(event.damagedFiles);
    case 'conversation-shown':
      return requests.showConversation(event.conversationId);
    case 'hand-over-asked':
      // Main goes on by itself when nobody answers.
      handOver(event.handOverId).catch(() => undefined);
      return undefined;
    case 'command-invoked':
      return requests.invokeCommand(event.command);
    case 'quick-prompt-changed':
      return requests.changeQuickPrompt?.(event.shown);
  }
}
