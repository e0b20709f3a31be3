import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { fold } from '#shared/search/fold.ts';
import { marksIn } from '#shared/search/marks.ts';
import type { Mark } from '#shared/search/marks.ts';
import { isFiltered, parseQuery } from '#shared/search/query.ts';
import type { SearchHit } from '#shared/search/search.ts';
import { useSearch } from '../client/conversation/use-search.ts';
import type { SearchState } from '../client/conversation/use-search.ts';
import styles from './search-results.module.css';

export interface SearchResultsProps {
  /** Not blank. */
  readonly text: string;
  /** Everything that is not in the trash, the most recently changed first. */
  readonly library: readonly ConversationSummary[];
  readonly shownId: ConversationId | null;
  /** With the message that has what was searched for; without one, the conversation as it is. */
  readonly onShow: (id: ConversationId, messageId?: MessageId) => void;
}

/** A conversation that has what was searched for, in its title or in its messages. */
interface Result {
  readonly summary: ConversationSummary;
  readonly hit: SearchHit | null;
}

/** Conversations by their titles, at once, and by what was said in them, as soon as that is known. */
export function SearchResults({ text, library, shownId, onShow }: SearchResultsProps) {
  const { t } = useTranslation();
  const search = useSearch(text);
  const { terms } = parseQuery(text);
  const results = merge(text, library, search);
  const isDone = search.text === text;
  return (
    <section className={styles.scroller} aria-label={t('sidebar.results')}>
      <output className={styles.count}>
        {search.failure?.message ??
          (results.length === 0
            ? isDone && t('sidebar.nothingFound', { query: text })
            : t('sidebar.found', { count: results.length }))}
      </output>
      <ul>
        {results.map(({ summary, hit }) => (
          <li key={summary.id}>
            <button
              type="button"
              className={styles.result}
              data-conversation-row={summary.id}
              aria-current={summary.id === shownId ? 'page' : undefined}
              onClick={() => onShow(summary.id, hit?.messageId ?? undefined)}
              onKeyDown={moveAmongResults}
            >
              <span className={styles.title} dir="auto">
                <Marked text={summary.title || t('sidebar.untitled')} terms={terms} />
              </span>
              {hit?.snippet && (
                <span className={styles.snippet} dir="auto">
                  <Pieces text={hit.snippet.text} marks={hit.snippet.marks} />
                </span>
              )}
              {hit !== null && hit.count > 1 && (
                <span className={styles.more}>
                  {t('sidebar.messagesFound', { count: hit.count })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {search.hasMore && <p className={styles.count}>{t('sidebar.moreFound')}</p>}
    </section>
  );
}

/** Titles first; below them what was found in messages. Each conversation stands once. */
function merge(
  text: string,
  library: readonly ConversationSummary[],
  { hits, text: searched }: SearchState,
): readonly Result[] {
  const byId = new Map(library.map((summary) => [summary.id, summary]));
  const query = parseQuery(text);
  // What was found for the text before is better than an empty list, as long as it may still be right.
  const known = searched !== '' && text.startsWith(searched) ? hits : [];
  const hitOf = new Map(known.map((hit) => [hit.conversationId, hit]));
  const byTitle = isFiltered(query)
    ? []
    : library.filter(({ title }) => {
        const folded = fold(title);
        return query.terms.every((term) => folded.includes(term));
      });
  const titled = new Set(byTitle.slice(0, MOST_TITLES).map(({ id }) => id));
  const results: Result[] = [...titled].flatMap((id) => {
    const summary = byId.get(id);
    return summary === undefined ? [] : [{ summary, hit: hitOf.get(id) ?? null }];
  });
  for (const hit of known) {
    const summary = byId.get(hit.conversationId);
    if (summary !== undefined && hit.messageId !== null && !titled.has(summary.id))
      results.push({ summary, hit });
  }
  return results;
}

const MOST_TITLES = 100;

function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  return <Pieces text={text} marks={marksIn(text, terms)} />;
}

function Pieces({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  const starts = [0, ...marks.map(([, end]) => end)];
  return starts.map((start, index) => {
    const [from, to] = marks[index] ?? [text.length, text.length];
    return (
      <span key={start}>
        {text.slice(start, from)}
        {to > from && <mark className={styles.mark}>{text.slice(from, to)}</mark>}
      </span>
    );
  });
}

/** The arrows lead from result to result, and above the first one back into the field. */
function moveAmongResults(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const item = event.currentTarget.closest('li');
  const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
  const field = event.currentTarget
    .closest('nav')
    ?.querySelector<HTMLElement>('[data-sidebar-search]');
  const target =
    next?.querySelector<HTMLElement>('button') ?? (event.key === 'ArrowUp' ? field : null);
  target?.focus();
}
