import type { AppEvent, DamagedFile } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';

/** What every window lists; tells every real difference, and nothing else. */
export interface Library {
  readonly summaries: () => readonly ConversationSummary[];
  readonly has: (id: ConversationId) => boolean;
  readonly update: (summary: ConversationSummary) => void;
  readonly remove: (id: ConversationId) => void;
  readonly damagedFiles: () => readonly DamagedFile[];
  /** Takes the place of what was known of the same file. */
  readonly addDamaged: (damaged: DamagedFile) => void;
  /** The file is as it should be again, or is no longer to be listed. */
  readonly removeDamaged: (name: string) => void;
}

export function createLibrary(
  content: {
    readonly summaries: readonly ConversationSummary[];
    readonly damagedFiles: readonly DamagedFile[];
  },
  broadcast: (event: AppEvent) => void,
): Library {
  const summaries = new Map(content.summaries.map((summary) => [summary.id, summary]));
  let { damagedFiles } = content;

  function setDamaged(files: readonly DamagedFile[]): void {
    damagedFiles = files;
    broadcast({ type: 'damaged-files-changed', damagedFiles });
  }

  return {
    summaries: () => [...summaries.values()],
    has: (id) => summaries.has(id),
    update: (summary) => {
      const known = summaries.get(summary.id);
      if (known !== undefined && isSame(known, summary)) return;
      summaries.set(summary.id, summary);
      broadcast({ type: 'summary-changed', summary });
    },
    remove: (conversationId) => {
      if (summaries.delete(conversationId)) broadcast({ type: 'summary-removed', conversationId });
    },
    damagedFiles: () => damagedFiles,
    addDamaged: (damaged) => {
      setDamaged([...damagedFiles.filter(({ name }) => name !== damaged.name), damaged]);
    },
    removeDamaged: (name) => {
      const others = damagedFiles.filter((file) => file.name !== name);
      if (others.length < damagedFiles.length) setDamaged(others);
    },
  };
}

function isSame(one: ConversationSummary, other: ConversationSummary): boolean {
  return (
    one.title === other.title &&
    one.createdAt === other.createdAt &&
    one.updatedAt === other.updatedAt &&
    one.model.providerId === other.model.providerId &&
    one.model.modelId === other.model.modelId &&
    one.pinned === other.pinned &&
    one.trashedAt === other.trashedAt &&
    one.messageCount === other.messageCount
  );
}
