import type { AppEvent } from '#shared/contract.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';

/** An answer that is arriving. */
export interface RunningAnswer {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** `stopped`: the person ended it. */
export type AnswerOutcome = 'complete' | 'failed' | 'stopped';

export interface Activity {
  /** To be told everything that the windows are told. */
  readonly follow: (event: AppEvent) => void;
  /** In the order in which they began. */
  readonly running: () => readonly RunningAnswer[];
}

export interface ActivityOptions {
  /** An answer began or ended. */
  readonly onChange: () => void;
  readonly onEnd: (answer: RunningAnswer, outcome: AnswerOutcome) => void;
}

/** Which answers are arriving, from the changes of the conversations alone. A token costs one look at its batch. */
export function createActivity(options: ActivityOptions): Activity {
  const running = new Map<MessageId, RunningAnswer>();

  function begin(answer: RunningAnswer): void {
    running.set(answer.messageId, answer);
    options.onChange();
  }

  function end(messageId: MessageId, outcome: AnswerOutcome): void {
    const answer = running.get(messageId);
    if (answer === undefined) return;
    running.delete(messageId);
    options.onChange();
    options.onEnd(answer, outcome);
  }

  function follow(event: AppEvent): void {
    if (event.type !== 'conversation-changed') return;
    const { conversationId, change } = event;
    switch (change.type) {
      case 'message-started':
        return begin({ conversationId, messageId: change.message.id });
      case 'message-resumed':
        return begin({ conversationId, messageId: change.messageId });
      case 'message-streamed': {
        const last = change.events.at(-1);
        if (last?.type === 'error') end(change.messageId, 'failed');
        if (last?.type === 'finish')
          end(change.messageId, last.reason === 'aborted' ? 'stopped' : 'complete');
        return;
      }
      case 'message-interrupted':
        return end(change.messageId, 'failed');
      case 'titled':
      case 'configured':
      case 'pinned':
      case 'trashed':
      case 'leaf-selected':
      case 'message-added':
      case 'message-measured':
    }
  }

  return { follow, running: () => [...running.values()] };
}
