import { useEffect, useState } from 'react';
import type { HighlightLanguage } from './grammars.ts';
import type { LineKinds } from './worker-message.ts';
import { keptKinds } from './highlight.ts';
import { createLineHighlighter } from './line-highlighter.ts';

/** The kinds of the lines of `code`, as far as they are known; of code seen before at once, of other code soon. */
export function useHighlight(
  code: string,
  language: HighlightLanguage | null,
  open: boolean,
): readonly LineKinds[] {
  const [kinds, setKinds] = useState<readonly LineKinds[]>(() =>
    language === null || open ? [] : (keptKinds(language, code) ?? []),
  );
  const [highlighter] = useState(() => createLineHighlighter(setKinds));
  useEffect(() => {
    if (language !== null) highlighter.update(code, language, open);
  }, [code, language, open, highlighter]);
  useEffect(() => highlighter.end, [highlighter]);
  return kinds;
}
