import type { HighlightLanguage } from './grammars.ts';
import type { HighlightReply, HighlightRequest, LineKinds } from './worker-message.ts';

/** Highlights a line that follows the one after which the grammar stood at `state`. */
export type HighlightLine<State> = (
  line: string,
  state: State | undefined,
) => { readonly kinds: LineKinds; readonly state: State | undefined };

export interface HighlightQueueDependencies<State> {
  /** Resolves when lines of the language can be highlighted. What fails is tried again with the next request. */
  readonly load: (language: HighlightLanguage) => Promise<HighlightLine<State>>;
  readonly reply: (reply: HighlightReply) => void;
}

/**
 * Answers requests one after the other: a session's lines build on the ones before. Every request for lines is answered;
 * what cannot be highlighted is plain and costs no other line its colour.
 */
export function createHighlightQueue<State>({
  load,
  reply,
}: HighlightQueueDependencies<State>): (request: HighlightRequest) => Promise<void> {
  /** Where the grammar stood after the last line of each session. */
  const states = new Map<number, State>();
  const loading = new Map<HighlightLanguage, Promise<HighlightLine<State> | null>>();
  let queue = Promise.resolve();

  function loaded(language: HighlightLanguage): Promise<HighlightLine<State> | null> {
    const known = loading.get(language);
    if (known !== undefined) return known;
    const begun = load(language).catch(() => {
      loading.delete(language);
      return null;
    });
    loading.set(language, begun);
    return begun;
  }

  function kindsOf(session: number, line: string, highlight: HighlightLine<State>): LineKinds {
    try {
      const { kinds, state } = highlight(line, states.get(session));
      if (state !== undefined) states.set(session, state);
      return kinds;
    } catch {
      return [];
    }
  }

  async function answer(request: HighlightRequest): Promise<void> {
    switch (request.type) {
      case 'end':
        states.delete(request.session);
        return;
      case 'lines': {
        const { session, language, lines } = request;
        const highlight = await loaded(language);
        const kinds = lines.map((line) =>
          highlight === null ? [] : kindsOf(session, line, highlight),
        );
        reply({ session, lines: kinds });
      }
    }
  }

  return (request) => {
    queue = queue.then(() => answer(request));
    return queue;
  };
}
