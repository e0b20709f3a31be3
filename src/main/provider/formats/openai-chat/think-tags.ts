/** What a piece of an answer's text is: thoughts inside of the tags of local models, or visible text. */
export interface TaggedText {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

export interface ThinkTags {
  readonly add: (text: string) => readonly TaggedText[];
  /** What is still held back because it could have become a tag. */
  readonly end: () => readonly TaggedText[];
  /** Whether all that follows is visible text, tags or no tags. */
  readonly areOver: () => boolean;
}

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Tells thoughts that a model writes as `<think>…</think>` in front of its answer from the answer. Tags may be cut
 * anywhere. Only the beginning of the answer counts, so an answer about tags stays whole; thoughts that never end stay thoughts.
 */
export function createThinkTags(): ThinkTags {
  let state: 'start' | 'thinking' | 'answer' = 'start';
  let held = '';

  function add(text: string): readonly TaggedText[] {
    if (state === 'answer') return piece('text', text);
    held += text;
    if (state === 'start') {
      const content = held.trimStart();
      if (content.length < OPEN.length && OPEN.startsWith(content)) return [];
      if (!content.startsWith(OPEN)) return answer(held);
      state = 'thinking';
      held = content.slice(OPEN.length);
    }
    const close = held.indexOf(CLOSE);
    if (close === -1) {
      const safe = held.length - lengthOfPossibleTag(held);
      const thought = held.slice(0, safe);
      held = held.slice(safe);
      return piece('reasoning', thought);
    }
    const thought = held.slice(0, close);
    return [...piece('reasoning', thought), ...answer(held.slice(close + CLOSE.length))];
  }

  function answer(text: string): readonly TaggedText[] {
    state = 'answer';
    held = '';
    return piece('text', text);
  }

  return {
    add,
    end() {
      const rest = held;
      held = '';
      return piece(state === 'thinking' ? 'reasoning' : 'text', rest);
    },
    areOver: () => state === 'answer',
  };
}

function piece(type: TaggedText['type'], text: string): readonly TaggedText[] {
  return text === '' ? [] : [{ type, text }];
}

/** How many characters at the end could be the beginning of the closing tag. */
function lengthOfPossibleTag(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length -= 1) {
    if (CLOSE.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
