import MarkdownIt from 'markdown-it';
import type { Env, MarkdownIt as Parser, Token } from 'markdown-it';
import { footnotes } from './footnotes.ts';

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

/** The token list of `text`, whose line breaks are `\n`. Definitions found are added to `definitions`. */
export function parseTokens(text: string, definitions: Definitions): readonly Token[] {
  return parser.parse(text, { ...definitions });
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
    for (const token of state.tokens) {
      if (token.type !== 'inline') continue;
      token.children = [];
      if (isBounded(token.content)) {
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

const markupCharacter = /[*_~`[\]<>!&\\:@]/g;

function isBounded(content: string): boolean {
  if (content.length <= MARKUP_LIMIT) return true;
  let count = 0;
  markupCharacter.lastIndex = 0;
  while (markupCharacter.test(content)) if (++count > MARKUP_LIMIT) return false;
  return true;
}
