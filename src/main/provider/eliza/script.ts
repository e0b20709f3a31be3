/** What ELIZA knows of one language: data alone, and one function for the grammar of that language. */
export interface ElizaScript {
  /** Words as people type them → as the rules know them; may become several words. */
  readonly spellings: Readonly<Record<string, string>>;
  /** All in lower case and with е for ё, like every word here. Words that separate clauses as a comma does. */
  readonly separators: readonly string[];
  /** Names for sets of words, used in decompositions as `@name`. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /**
   * The word at `index`, turned around: what is "my" for the person is "your" for ELIZA. `null` when its form cannot be
   * turned with certainty; the reassembly is then passed over.
   */
  readonly reflect: (words: readonly string[], index: number) => string | null;
  readonly keywords: readonly ElizaKeyword[];
  /** When the strongest keyword is one of `keywords`, something about it is kept for a later moment. */
  readonly memory: { readonly keywords: readonly string[]; readonly rules: readonly ElizaRule[] };
  /** Said when no keyword was found. */
  readonly otherwise: readonly string[];
}

export interface ElizaKeyword {
  readonly words: readonly string[];
  /** The keyword of the highest rank leads; of equal ones the first. A negative one leads only where nothing else is said. */
  readonly rank: number;
  /** Tried in order; the first whose decomposition fits is used. */
  readonly rules: readonly ElizaRule[];
}

export interface ElizaRule {
  /**
   * Words separated by spaces. `*` stands for any number of words, `@group` for one word of a group, `a|b` for one of
   * several; these three are numbered from 1 for the reassemblies.
   */
  readonly decompose: string;
  /**
   * Used in turn. `$1` is the first numbered piece, reflected; `%1` is the same as it was typed. A whole reassembly `=word` continues with the rules of
   * that keyword, `>` with the next keyword that was found.
   */
  readonly reassemble: readonly string[];
}

/**
 * Keywords in the notation of the scripts: `# rank word word …` begins a keyword, `- ` a decomposition of it, and every
 * other line is a reassembly. Empty lines mean nothing.
 */
export function parseElizaKeywords(text: string): readonly ElizaKeyword[] {
  const keywords: { words: string[]; rank: number; rules: ElizaRule[] }[] = [];
  let reassemble: string[] = [];
  for (const line of text.split('\n').filter((line) => line !== '')) {
    if (line.startsWith('# ')) {
      const [rank, ...words] = line.slice(2).split(' ');
      keywords.push({ words, rank: Number(rank), rules: [] });
    } else if (line.startsWith('- ')) {
      reassemble = [];
      keywords.at(-1)?.rules.push({ decompose: line.slice(2), reassemble });
    } else {
      reassemble.push(line);
    }
  }
  return keywords;
}
