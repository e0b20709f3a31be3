import type { AppEvent, ConversationSnapshot } from '#shared/contract.ts';
import { applyChange } from '#shared/conversation/change.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';

export type ConversationChanged = Extract<AppEvent, { type: 'conversation-changed' }>;

export interface MirrorDependencies {
  readonly open: () => Promise<ConversationSnapshot>;
  /** A newer state of the conversation; called at once, once for each change. */
  readonly onState: (snapshot: ConversationSnapshot) => void;
  /** The conversation could not be opened; what was shown before still stands. */
  readonly onFailure: (failure: Failure) => void;
}

/** This window's copy of one conversation. */
export interface Mirror {
  /** Takes a snapshot; a call during another waits for that one. */
  readonly open: () => Promise<void>;
  readonly receive: (event: ConversationChanged) => void;
}

/**
 * A version that is already included is ignored, the next one is applied, a gap takes a new snapshot. Events that
 * arrive while a snapshot is in flight are held and pass the same rule after it. After a failed opening the next change
 * tries again, but for the words of an answer.
 */
export function createMirror(dependencies: MirrorDependencies): Mirror {
  const { onState, onFailure } = dependencies;
  let current: ConversationSnapshot | null = null;
  let opening: Promise<void> | null = null;
  let hasFailed = false;
  let held: ConversationChanged[] = [];

  function open(): Promise<void> {
    opening ??= takeSnapshot();
    return opening;
  }

  async function takeSnapshot(): Promise<void> {
    try {
      const snapshot = await dependencies.open();
      // What lies in a gap has happened before a second snapshot, which therefore includes it.
      const whole = fold(snapshot, held) ?? (await dependencies.open());
      current = fold(whole, held) ?? whole;
      hasFailed = false;
      settle();
      onState(current);
    } catch (error) {
      current = null;
      hasFailed = true;
      settle();
      onFailure(toFailure(error));
    }
  }

  /** At once rather than when the promise resolves: an event between the two would be held for ever. */
  function settle(): void {
    opening = null;
    held = [];
  }

  function receive(event: ConversationChanged): void {
    if (opening !== null) {
      held.push(event);
      return;
    }
    if (hasFailed && !endsSomething(event.change)) return;
    const following = current === null ? null : fold(current, [event]);
    if (following === null) {
      held.push(event);
      void open();
    } else if (following !== current) {
      current = following;
      onState(following);
    }
  }

  return { open, receive };
}

/** Whether an opening that failed is worth another try: what is said word by word would ask with each of them. */
function endsSomething(change: ConversationChange): boolean {
  return change.type !== 'message-streamed' || change.events.some(isTerminal);
}

/** The snapshot after the events; itself when it includes them already; `null` when one between is missing. */
function fold(
  snapshot: ConversationSnapshot,
  events: readonly ConversationChanged[],
): ConversationSnapshot | null {
  let { conversation, version } = snapshot;
  for (const event of events.toSorted((a, b) => a.version - b.version)) {
    if (event.version > version + 1) return null;
    if (event.version <= version) continue;
    conversation = applyChange(conversation, event.change);
    version = event.version;
  }
  return version === snapshot.version ? snapshot : { ...snapshot, conversation, version };
}
