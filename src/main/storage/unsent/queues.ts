import { z } from 'zod';
import { userPartSchema } from '#shared/conversation/conversation.ts';
import type { QueuedMessage } from '#shared/conversation/queue.ts';
import { conversationIdSchema, queuedMessageIdSchema } from '#shared/id.ts';
import type { ConversationId } from '#shared/id.ts';
import { createJsonFile } from '../files/json-file.ts';
import { createWriteBehind } from '../files/write-behind.ts';
import { openKept } from './open-kept.ts';
import type { KeptFileOptions } from './open-kept.ts';

export type KeptQueues = ReadonlyMap<ConversationId, readonly QueuedMessage[]>;

/** The messages that wait, of all conversations. */
export interface QueueFile {
  /** The latest that was written, or what was kept when the app started. */
  readonly read: () => KeptQueues;
  /** All is on disk when it returns. Throws `storage-failed`; what was kept before then still counts. */
  readonly writeNow: (queues: KeptQueues) => void;
  /** On disk soon; what fails is reported and tried again. */
  readonly write: (queues: KeptQueues) => void;
  /** Writes what is not on disk yet. Throws `storage-failed`. */
  readonly flush: () => void;
}

const messageSchema = z.object({
  id: queuedMessageIdSchema,
  parts: z.array(userPartSchema).min(1),
});

/** `queue.json` of the data folder, with what another file kept before (`former`). */
export function createQueueFile(
  { directory, checkFolder, report, delayMs }: KeptFileOptions,
  former: KeptQueues = new Map(),
): QueueFile {
  const file = createJsonFile(directory, 'queue', { checkFolder });
  const document = openKept(file, report, (late) => {
    queues = joined(queuesIn(late), queues);
  });
  let queues = joined(queuesIn(document.read()), former);
  const behind = createWriteBehind({
    write: () => void document.change(() => Object.fromEntries(queues)),
    report,
    delayMs,
  });
  if (former.size > 0) behind.changed();

  function write(next: KeptQueues): void {
    queues = next;
    behind.changed();
  }

  return {
    read: () => queues,
    write,
    writeNow: (next) => {
      const before = queues;
      write(next);
      try {
        behind.flush();
      } catch (error) {
        queues = before;
        throw error;
      }
    },
    flush: behind.flush,
  };
}

/** What was taken over from the other file already, before that could be removed, is not taken over twice. */
function joined(known: KeptQueues, former: KeptQueues): KeptQueues {
  const all = new Map(known);
  for (const [id, messages] of former) {
    const own = known.get(id) ?? [];
    const texts = new Set(own.map(({ parts }) => JSON.stringify(parts)));
    all.set(id, [...own, ...messages.filter(({ parts }) => !texts.has(JSON.stringify(parts)))]);
  }
  return all;
}

function queuesIn(document: Readonly<Record<string, unknown>>): KeptQueues {
  const queues = new Map<ConversationId, readonly QueuedMessage[]>();
  for (const [key, value] of Object.entries(document)) {
    const id = conversationIdSchema.safeParse(key);
    const messages = (Array.isArray(value) ? value : []).flatMap((message: unknown) => {
      const read = messageSchema.safeParse(message);
      return read.success ? [read.data] : [];
    });
    if (id.success && messages.length > 0) queues.set(id.data, messages);
  }
  return queues;
}
