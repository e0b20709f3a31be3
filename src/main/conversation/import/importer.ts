import { basename } from 'node:path';
import type { AppEvent } from '#shared/contract.ts';
import type { Conversation, ConversationSummary } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ImportKind, ImportResult, ImportSurvey } from '#shared/import/import.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { Adoption } from '../adopt.ts';
import { readInThread } from './reading.ts';
import type { ImportMessage } from './worker-message.ts';

export interface Importer {
  /**
   * Asks for a file and tells what it holds; nothing is written. `null` when the person chose none. Throws
   * `invalid-input` for a file that holds no conversation.
   */
  readonly survey: () => Promise<ImportSurvey | null>;
  /** Writes what was surveyed; the same export again adds only what is new. Throws `invalid-input` for another id. */
  readonly run: (importId: string) => Promise<ImportResult>;
  /** Ends a survey or an import: what is written stays. */
  readonly cancel: () => void;
  /** Puts what the last import added into the trash. Returns how many conversations. */
  readonly undo: () => number;
}

export interface ImporterOptions {
  /** The built worker, or its source. */
  readonly worker: URL;
  readonly chooseFile: () => Promise<string | null>;
  readonly summaries: () => readonly ConversationSummary[];
  /** Adds a conversation or what is new of it; throws `storage-failed` when it cannot be kept. */
  readonly adopt: (conversation: Conversation) => Adoption;
  readonly trash: (id: ConversationId) => void;
  /** With which imported conversations go on. */
  readonly model: () => ModelRef;
  readonly broadcast: (event: AppEvent) => void;
}

/** How often progress is told, in conversations. */
const TELL_EVERY = 5;

export function createImporter(options: ImporterOptions): Importer {
  const { worker, summaries, adopt, broadcast } = options;
  let current: AbortController | null = null;
  let surveyed: {
    readonly importId: string;
    readonly path: string;
    readonly total: number;
  } | null = null;
  let added: ConversationId[] = [];

  /** One reading at a time: a new one takes the place of one that runs. */
  function begin(): AbortSignal {
    current?.abort();
    current = new AbortController();
    return current.signal;
  }

  function read(path: string, survey: boolean) {
    return readInThread({ worker, path, model: options.model(), survey, signal: begin() });
  }

  async function survey(): Promise<ImportSurvey | null> {
    const path = await options.chooseFile();
    if (path === null) return null;
    const counts = createCounts(summaries());
    for await (const message of read(path, true)) counts.add(message);
    const found = counts.result();
    if (found.conversations === 0) throw nothingToImport(basename(path), found.problem);
    const importId = crypto.randomUUID();
    surveyed = { importId, path, total: found.conversations };
    return { importId, fileName: basename(path), ...found };
  }

  async function run(importId: string): Promise<ImportResult> {
    if (surveyed?.importId !== importId) throw notSurveyed();
    const { path, total } = surveyed;
    const counts: Record<Adoption, number> = { added: 0, grown: 0, known: 0 };
    let problem: string | null = null;
    let done = 0;
    let wasCancelled = true;
    added = [];
    for await (const message of read(path, false)) {
      if (message.type === 'done') {
        wasCancelled = false;
        ({ problem } = message);
      }
      if (message.type !== 'conversation') continue;
      const adoption = adopt(message.conversation);
      counts[adoption] += 1;
      if (adoption === 'added') added.push(message.conversation.id);
      done += 1;
      if (done % TELL_EVERY === 0 || done === total)
        broadcast({ type: 'import-progressed', progress: { importId, done, total } });
    }
    return { ...counts, wasCancelled, problem };
  }

  return {
    survey,
    run,
    cancel: () => current?.abort(),
    undo: () => {
      const undone = added;
      added = [];
      for (const id of undone) options.trash(id);
      return undone.length;
    },
  };
}

function createCounts(library: readonly ConversationSummary[]) {
  const known = new Map(library.map(({ id, messageCount }) => [id, messageCount]));
  const kinds = new Set<ImportKind>();
  const counts = { conversations: 0, messages: 0, added: 0, grown: 0, missingFiles: 0, skipped: 0 };
  let firstAt: number | null = null;
  let lastAt: number | null = null;
  let problem: string | null = null;
  return {
    add: (message: ImportMessage): void => {
      if (message.type === 'done') {
        counts.skipped = message.skipped;
        ({ problem } = message);
      }
      if (message.type !== 'counted') return;
      const before = known.get(message.id);
      kinds.add(message.kind);
      counts.conversations += 1;
      counts.messages += message.messages;
      counts.missingFiles += message.missingFiles;
      if (before === undefined) counts.added += 1;
      else if (before < message.messages) counts.grown += 1;
      firstAt = Math.min(firstAt ?? message.createdAt, message.createdAt);
      lastAt = Math.max(lastAt ?? message.updatedAt, message.updatedAt);
    },
    result: () => ({ ...counts, kinds: [...kinds], firstAt, lastAt, problem }),
  };
}

function nothingToImport(fileName: string, problem: string | null): FailureError {
  const reason = problem ?? 'it holds no conversations of ChatGPT, Claude or Parley';
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot import ${fileName}: ${reason}. Choose the zip file that the service gave you, or its conversations.json.`,
    retryable: false,
  });
}

function notSurveyed(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: 'Cannot import: the file was not looked at in this session. Choose it again.',
    retryable: false,
  });
}
