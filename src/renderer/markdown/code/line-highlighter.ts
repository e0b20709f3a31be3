import type { HighlightLanguage } from './grammars.ts';
import type { LineKinds } from './worker-message.ts';
import { keepKinds, keptKinds, openHighlightSession } from './highlight.ts';
import type { HighlightSession } from './highlight.ts';

export interface LineHighlighter {
  /**
   * Takes the code as it is now; while `open`, its last line waits. Each line is highlighted once, when it is complete:
   * code that goes on costs its new lines.
   */
  readonly update: (code: string, language: HighlightLanguage, open: boolean) => void;
  /** Stops what is under way. A later update begins anew. */
  readonly end: () => void;
}

interface Progress {
  readonly session: HighlightSession | null;
  readonly language: HighlightLanguage | null;
  /** The lines that were sent, each with its line break. */
  readonly sent: string;
  readonly sentLines: number;
  /** Nothing will follow `sent`. */
  readonly whole: boolean;
  readonly kinds: readonly LineKinds[];
}

const untouched: Progress = {
  session: null,
  language: null,
  sent: '',
  sentLines: 0,
  whole: false,
  kinds: [],
};

/** Highlights one block. `receive` gets the kinds of all its lines so far whenever there are more. */
export function createLineHighlighter(
  receive: (kinds: readonly LineKinds[]) => void,
): LineHighlighter {
  let progress = untouched;

  function restart(next: Progress): void {
    progress.session?.end();
    progress = next;
    receive(next.kinds);
  }

  function add(more: readonly LineKinds[]): void {
    progress = { ...progress, kinds: [...progress.kinds, ...more] };
    receive(progress.kinds);
    const { whole, kinds, sentLines, language, sent } = progress;
    if (whole && kinds.length === sentLines && language !== null) {
      keepKinds(language, sent.slice(0, -1), kinds);
    }
  }

  return {
    update: (code, language, open) => {
      const lines = open ? code : `${code}\n`;
      const known = open ? undefined : keptKinds(language, code);
      if (known !== undefined) {
        restart({ ...untouched, language, sent: lines, whole: true, kinds: known });
        return;
      }
      if (progress.language !== language || !lines.startsWith(progress.sent)) {
        restart({ ...untouched, language });
      }
      const session = progress.session ?? openHighlightSession(language, add);
      const fresh = lines.slice(progress.sent.length, lines.lastIndexOf('\n') + 1);
      const added = fresh === '' ? [] : fresh.slice(0, -1).split('\n');
      progress = {
        ...progress,
        session,
        whole: !open,
        sent: progress.sent + fresh,
        sentLines: progress.sentLines + added.length,
      };
      if (added.length > 0) session.append(added);
    },
    end: () => {
      progress.session?.end();
      progress = untouched;
    },
  };
}
