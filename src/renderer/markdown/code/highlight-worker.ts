import { createHighlighterCore } from 'shiki/core';
import type { GrammarState, HighlighterCore, ThemedToken } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { loadGrammar } from './grammars.ts';
import type { HighlightLanguage } from './grammars.ts';
import { createHighlightQueue } from './highlight-queue.ts';
import type { HighlightLine } from './highlight-queue.ts';
import type { HighlightReply, HighlightRequest, LineKinds } from './worker-message.ts';
import { kindOf, theme } from './theme.ts';

/** Longer lines are data, not code, and cost seconds. */
const LINE_LIMIT = 2000;

/** A grammar's first line also builds its expressions, which takes a busy computer long; a line given up half-way stays so. */
const TIME_LIMIT_MS = 5000;

let core: Promise<HighlighterCore> | undefined;

const handle = createHighlightQueue<GrammarState>({
  load,
  reply: (reply) => postMessage(reply satisfies HighlightReply),
});

addEventListener('message', (event: MessageEvent<HighlightRequest>) => void handle(event.data));

async function load(language: HighlightLanguage): Promise<HighlightLine<GrammarState>> {
  core ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  }).catch((error: unknown) => {
    core = undefined;
    throw error;
  });
  const highlighter = await core;
  await highlighter.loadLanguage(await loadGrammar(language));
  return (line, grammarState) => {
    if (line.length > LINE_LIMIT) return { kinds: [], state: grammarState };
    const tokens = highlighter.codeToTokensBase(line, {
      lang: language,
      theme: 'kinds',
      tokenizeTimeLimit: TIME_LIMIT_MS,
      ...(grammarState === undefined ? {} : { grammarState }),
    });
    return { kinds: kindsOf(tokens[0] ?? []), state: highlighter.getLastGrammarState(tokens) };
  };
}

/** Neighbours of one kind are one piece. A blank piece takes the colour of what is before it: one span less. */
function kindsOf(tokens: readonly ThemedToken[]): LineKinds {
  const kinds: number[] = [];
  for (const { content, color } of tokens) {
    const kind = kindOf(color);
    const before = kinds.length - 1;
    if (before > 0 && (kinds[before] === kind || content.trim() === '')) {
      kinds[before - 1] = (kinds[before - 1] ?? 0) + content.length;
    } else {
      kinds.push(content.length, kind);
    }
  }
  return kinds;
}
