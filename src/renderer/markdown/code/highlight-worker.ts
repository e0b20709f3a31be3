import { createHighlighterCore } from 'shiki/core';
import type { GrammarState, HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { loadGrammar } from './grammars.ts';
import type { HighlightLanguage } from './grammars.ts';
import type { HighlightReply, HighlightRequest, LineKinds } from './worker-message.ts';
import { kindOf, theme } from './theme.ts';

/** Longer lines are data, not code, and cost seconds. */
const LINE_LIMIT = 2000;

/** A grammar's first line also builds its expressions, which takes a busy computer long; a line given up half-way stays so. */
const TIME_LIMIT_MS = 5000;

/** Where the grammar stood after the last line of each session. */
const states = new Map<number, GrammarState>();

/** One request after the other: a session's lines build on the ones before. */
let queue: Promise<void> = Promise.resolve();
let highlighter: Promise<HighlighterCore> | undefined;
const loading = new Map<HighlightLanguage, Promise<void>>();

addEventListener('message', (event: MessageEvent<HighlightRequest>) => {
  queue = queue.then(() => answer(event.data));
});

async function answer(request: HighlightRequest): Promise<void> {
  switch (request.type) {
    case 'end':
      states.delete(request.session);
      return;
    case 'lines': {
      const { session, language, lines } = request;
      const core = await ready(language).catch(() => null);
      const kinds = lines.map((line) =>
        core === null ? [] : highlight(core, session, language, line),
      );
      postMessage({ session, lines: kinds } satisfies HighlightReply);
    }
  }
}

async function ready(language: HighlightLanguage): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const core = await highlighter;
  let loaded = loading.get(language);
  if (loaded === undefined) {
    loaded = loadGrammar(language).then((grammar) => core.loadLanguage(grammar));
    loading.set(language, loaded);
  }
  await loaded;
  return core;
}

function highlight(
  core: HighlighterCore,
  session: number,
  language: HighlightLanguage,
  line: string,
): LineKinds {
  if (line.length > LINE_LIMIT) return [];
  const grammarState = states.get(session);
  const tokens = core.codeToTokensBase(line, {
    lang: language,
    theme: 'kinds',
    tokenizeTimeLimit: TIME_LIMIT_MS,
    ...(grammarState === undefined ? {} : { grammarState }),
  });
  const state = core.getLastGrammarState(tokens);
  if (state !== undefined) states.set(session, state);
  const kinds: number[] = [];
  for (const { content, color } of tokens[0] ?? []) {
    const kind = kindOf(color);
    // A blank piece takes the colour of what is before it: one span less.
    const before = kinds.length - 1;
    if (before > 0 && (kinds[before] === kind || content.trim() === '')) {
      kinds[before - 1] = (kinds[before - 1] ?? 0) + content.length;
    } else {
      kinds.push(content.length, kind);
    }
  }
  return kinds;
}
