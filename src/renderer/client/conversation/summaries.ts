import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';

interface Summaries {
  readonly byId: ReadonlyMap<ConversationId, ConversationSummary>;
  /** Most recently changed first. */
  readonly ordered: readonly ConversationSummary[];
}

const summaries = createStore<Summaries>(() => ({ byId: new Map(), ordered: [] }));

export function setSummaries(list: readonly ConversationSummary[]): void {
  publish(new Map(list.map((summary) => [summary.id, summary])));
}

export function receiveSummary(summary: ConversationSummary): void {
  publish(new Map(summaries.getState().byId).set(summary.id, summary));
}

export function removeSummary(id: ConversationId): void {
  const byId = new Map(summaries.getState().byId);
  byId.delete(id);
  publish(byId);
}

function publish(byId: ReadonlyMap<ConversationId, ConversationSummary>): void {
  const ordered = [...byId.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
  summaries.setState({ byId, ordered });
}

/** All conversations, those in the trash too, most recently changed first. */
export function useSummaries(): readonly ConversationSummary[] {
  return useStore(summaries, (state) => state.ordered);
}

export function getSummaries(): readonly ConversationSummary[] {
  return summaries.getState().ordered;
}

export function useSummary(id: ConversationId | null): ConversationSummary | undefined {
  return useStore(summaries, (state) => (id === null ? undefined : state.byId.get(id)));
}
