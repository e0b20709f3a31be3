import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { TooLarge } from './json-elements.ts';
import { readExport } from './read-export.ts';
import type { ImportMessage, ImportWorkerData } from './worker-message.ts';

/** The thread that reads an export: main is handed one conversation at a time and writes it. */
const { path, model, survey } = workerData as ImportWorkerData;

function tell(message: ImportMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin.
  parentPort?.postMessage(message);
}

async function run(): Promise<void> {
  let skipped = 0;
  let problem: string | null = null;
  try {
    const reading = await readExport(path, { model });
    try {
      for await (const { conversation, kind, missingFiles } of reading.conversations()) {
        const { id, createdAt, updatedAt } = conversation;
        const messages = Object.keys(conversation.messages).length;
        tell({ type: 'counted', id, kind, messages, missingFiles, createdAt, updatedAt });
        if (survey || parentPort === null) continue;
        const goOn = once(parentPort, 'message');
        tell({ type: 'conversation', conversation });
        await goOn;
      }
    } finally {
      skipped = reading.skipped();
      reading.close();
    }
  } catch (error) {
    problem = reasonOf(error);
  }
  tell({ type: 'done', skipped, problem });
  parentPort?.close();
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the file is damaged or no JSON';
  if (error instanceof TooLarge) return 'one of its conversations is larger than 256 MB';
  return error instanceof Error ? error.message : String(error);
}

await run();
