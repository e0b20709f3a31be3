import type { UserPart } from './conversation.ts';
import type { QueuedMessageId } from '#shared/id.ts';

/** A message that was written while an answer was arriving. */
export interface QueuedMessage {
  readonly id: QueuedMessageId;
  readonly parts: readonly UserPart[];
}

/**
 * Why nothing of a queue is sent until the person says so: `restarted`: Parley ended before it was; `stopped`: the
 * person stopped the answer it waited for; `failed`: that answer failed; `refused`: it could not be sent.
 */
export type QueueHold = 'restarted' | 'stopped' | 'failed' | 'refused';

/** What a window shows of a queued message; its files stay in main until they are asked for. */
export interface QueuedPreview {
  readonly id: QueuedMessageId;
  readonly text: string;
  readonly fileCount: number;
}

/** A queue as windows show it; never empty. */
export interface QueuePreview {
  readonly messages: readonly QueuedPreview[];
  /** `null`: the first message goes when the answer that is arriving is complete. */
  readonly hold: QueueHold | null;
}

export function previewOf({ id, parts }: QueuedMessage): QueuedPreview {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return { id, text: texts.join(' '), fileCount: parts.length - texts.length };
}
