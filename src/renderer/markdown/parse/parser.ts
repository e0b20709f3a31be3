import MarkdownIt from 'markdown-it';
import type { Env, MarkdownIt as Parser, StateCore, Token } from 'markdown-it';
import { footnotes } from './footnotes.ts';
import { closeUnfinished } from './unfinished.ts';

/** Definitions that are known while a piece of text is parsed; the parse adds those that it finds. */
export interface Definitions {
  readonly references: NonNullable<Env['references']>;
  readonly footnotes: Record<string, true>;
}

/**
 * Inline parsing of one paragraph is bounded by its number of markup characters: a hostile one costs seconds, and no
 * person reads such a paragraph formatted. Above the limit its text is shown as it is.
 */
const MARKUP_LIMIT = 4000;

/** One parser for the app: building one per render costs more than the parse. */
const parser = createParser();

export interface Parsed {
  readonly tokens: readonly Token[];
  /** The line of the paragraph whose open markup was closed; `null` when none was. */
  readonly closedLine: number | null;
}

/**
 * The token list of `text`, whose line breaks are `\n`. Definitions found are added to `definitions`. When `unfinished`,
 * more may follow, and markup that is open at the very end is closed.
 */
export function parseTokens(text: string, definitions: Definitions, unfinished = false): Parsed {
  const env: Env & { closedLine: number | null } = { ...definitions, unfinished, closedLine: null };
  const tokens = parser.parse(text, env);
  return { tokens, closedLine: env.closedLine };
}

export function noDefinitions(): Definitions {
  return { references: {}, footnotes: {} };
}

export function countDefinitions(definitions: Definitions): number {
  return Object.keys(definitions.references).length + Object.keys(definitions.footnotes).length;
}

function createParser(): Parser {
  const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });
  // `script.py` and `main.rs` are file names here, not hosts.
  markdown.linkify.set({ fuzzyLink: false });
  // Which addresses may be opened is decided once, where the tree is built; a refused one keeps its label.
  markdown.validateLink = () => true;
  markdown.use(footnotes);
  markdown.core.ruler.at('inline', (state) => {
    const last = state.env['unfinished'] === true ? lastInline(state.tokens) : null;
    for (const token of state.tokens) {
      if (token.type !== 'inline') continue;
      token.children = [];
      if (isBounded(token.content)) {
        if (token === last) closeMarkup(token, state);
        markdown.inline.parse(token.content, markdown, state.env, token.children);
      } else {
        const text = new state.Token('text', '', 0);
        text.content = token.content;
        token.children.push(text);
        token.content = '';
      }
    }
  });
  return markdown;
}

/** The paragraph that the text ends in; `null` when it ends in something else. */
function lastInline(tokens: readonly Token[]): Token | null {
  const last = tokens.findLast((token) => token.nesting !== -1);
  return last?.type === 'inline' ? last : null;
}

function closeMarkup(token: Token, { tokens, env }: StateCore): void {
  const closed = closeUnfinished(token.content);
  if (closed === token.content) return;
  token.content = closed;
  // A cell has no line of its own; its row has.
  const placed = tokens.findLast(({ map, nesting }) => map !== null && nesting !== -1);
  env['closedLine'] = placed?.map?.[0] ?? null;
}

const markupCharacter = /[*_~`[\]<>!&\\:@]/g;

function isBounded(content: string): boolean {
  if (content.length <= MARKUP_LIMIT) return true;
  let count = 0;
  markupCharacter.lastIndex = 0;
  while (markupCharacter.test(content)) if (++count > MARKUP_LIMIT) return false;
  return true;
}
