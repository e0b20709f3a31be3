import { matchDecomposition } from './match.ts';
import type { Span } from './match.ts';
import type { ElizaKeyword, ElizaRule, ElizaScript } from './script.ts';

/** Longer clauses are cut: nobody reads the reflection of a page, and matching stays quick on any input. */
const LONGEST_CLAUSE = 60;
const LONGEST_SENTENCE = 4000;
/** A memory comes back at most at every fourth sentence, when there is nothing else to say. */
const MEMORY_INTERVAL = 4;
const MOST_REDIRECTIONS = 8;
/** Older sentences no longer matter, so that a long conversation costs no more than this one. */
const LONGEST_HISTORY = 400;

/** What ELIZA keeps of a conversation. */
interface ElizaState {
  sentences: number;
  /** How often each rule was used, so that its reassemblies take turns. */
  readonly uses: Map<ElizaRule | 'otherwise', number>;
  readonly memories: string[];
}

/**
 * ELIZA's answer to the last of the sentences that a person said, by the method of Joseph Weizenbaum, "ELIZA – A Computer
 * Program for the Study of Natural Language Communication between Man and Machine", CACM 9 (1966) 36–45: keywords by
 * rank, decomposition and reassembly in turn, reflection, a memory, and a set of remarks for everything else.
 * All state follows from `sentences`, so the same ones get the same answer.
 */
export function answerAsEliza(script: ElizaScript, sentences: readonly string[]): string {
  const state: ElizaState = { sentences: 0, uses: new Map(), memories: [] };
  let answer = '';
  for (const sentence of sentences.slice(-LONGEST_HISTORY))
    answer = respond(script, state, sentence);
  return answer;
}

function respond(script: ElizaScript, state: ElizaState, sentence: string): string {
  state.sentences += 1;
  const { clause, keywords } = findKeywords(script, sentence);
  const [leading] = keywords;
  const recalled =
    leading === undefined && state.sentences % MEMORY_INTERVAL === 0
      ? state.memories.shift()
      : undefined;
  if (recalled !== undefined) return recalled;
  if (leading !== undefined) remember({ script, state, clause }, leading);
  for (const keyword of keywords) {
    const answer = transform({ script, state, clause }, keyword);
    if (answer !== null) return answer;
  }
  return nextOf(state, 'otherwise', script.otherwise);
}

/** A part of a sentence: its words as the rules see them, and as they were typed. */
interface Clause {
  readonly words: string[];
  readonly typed: string[];
}

/** The first clause with a keyword that may lead, else the first one with any keyword; the keywords, the strongest first. */
function findKeywords(
  script: ElizaScript,
  sentence: string,
): { clause: Clause; keywords: readonly ElizaKeyword[] } {
  const found = clausesOf(script, sentence).map((clause) => {
    return { clause, keywords: keywordsIn(script, clause) };
  });
  return (
    found.find(({ keywords }) => (keywords[0]?.rank ?? -1) >= 0) ??
    found.find(({ keywords }) => keywords.length > 0) ?? {
      clause: { words: [], typed: [] },
      keywords: [],
    }
  );
}

function keywordsIn(script: ElizaScript, { words }: Clause): readonly ElizaKeyword[] {
  const keywords: ElizaKeyword[] = [];
  for (const word of words) {
    const keyword = keywordOf(script, word);
    if (keyword === undefined || keywords.includes(keyword)) continue;
    const leader = keywords[0];
    if (leader === undefined || keyword.rank > leader.rank) keywords.unshift(keyword);
    else keywords.push(keyword);
  }
  return keywords;
}

function keywordOf(script: ElizaScript, word: string): ElizaKeyword | undefined {
  return script.keywords.find(({ words }) => words.includes(word));
}

function clausesOf(script: ElizaScript, sentence: string): readonly Clause[] {
  const clauses: Clause[] = [];
  const text = sentence.slice(0, LONGEST_SENTENCE).replaceAll('’', "'");
  for (const piece of text.split(/[^\p{L}\p{N} \t'-]+/u)) {
    let clause: Clause = { words: [], typed: [] };
    clauses.push(clause);
    for (const [typed] of piece.matchAll(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu)) {
      const word = foldWord(typed);
      if (script.separators.includes(word)) {
        clause = { words: [], typed: [] };
        clauses.push(clause);
      } else if (clause.words.length < LONGEST_CLAUSE) {
        addWord(clause, typed, ownValue(script.spellings, word));
      }
    }
  }
  return clauses;
}

/** The first word of a clause is in lower case: its capital says nothing. */
function addWord(clause: Clause, typed: string, spelling: string | undefined): void {
  const words = (spelling ?? foldWord(typed)).split(' ');
  const shown = clause.words.length === 0 ? typed.toLowerCase() : typed;
  clause.typed.push(...(spelling === undefined ? [shown] : words));
  clause.words.push(...words);
}

function foldWord(typed: string): string {
  return typed.toLowerCase().replaceAll('ё', 'е');
}

interface Sentence {
  readonly script: ElizaScript;
  readonly state: ElizaState;
  readonly clause: Clause;
}

/** The answer under a keyword, or `null` when the next keyword is to be tried. */
function transform(sentence: Sentence, keyword: ElizaKeyword): string | null {
  let current: ElizaKeyword | undefined = keyword;
  for (let step = 0; step < MOST_REDIRECTIONS && current !== undefined; step += 1) {
    const fit = firstFit(sentence, current.rules);
    if (fit === null) return null;
    const reassembly = nextReassembly(sentence, fit);
    if (reassembly === null || reassembly === '>') return null;
    if (!reassembly.startsWith('=')) return reassembly;
    current = keywordOf(sentence.script, reassembly.slice(1));
  }
  return null;
}

/** The next reassembly of a rule, filled in; those whose words cannot be reflected are passed over. */
function nextReassembly({ script, state, clause }: Sentence, { rule, spans }: Fit): string | null {
  for (const _ of rule.reassemble) {
    const filled = reassemble(script, clause, nextOf(state, rule, rule.reassemble), spans);
    if (filled !== null) return filled;
  }
  return null;
}

function remember(sentence: Sentence, leading: ElizaKeyword): void {
  const { script, state, clause } = sentence;
  if (!leading.words.some((word) => script.memory.keywords.includes(word))) return;
  const { rules } = script.memory;
  // The original chose by a hash of the last word: varied, and the same every time.
  const first = hash(clause.words.at(-1) ?? '') % rules.length;
  const fit = firstFit(sentence, [...rules.slice(first), ...rules.slice(0, first)]);
  const memory = fit === null ? null : nextReassembly(sentence, fit);
  if (memory !== null) state.memories.push(memory);
}

interface Fit {
  readonly rule: ElizaRule;
  readonly spans: readonly Span[];
}

function firstFit({ script, clause }: Sentence, rules: readonly ElizaRule[]): Fit | null {
  for (const rule of rules) {
    const spans = matchDecomposition(rule.decompose, clause.words, script.groups);
    if (spans !== null) return { rule, spans };
  }
  return null;
}

function reassemble(
  script: ElizaScript,
  { words, typed }: Clause,
  reassembly: string,
  spans: readonly Span[],
): string | null {
  let isCertain = true;
  const filled = reassembly.replace(/([$%])(\d)/g, (_, kind: string, position: string) => {
    const { start, end } = spans[Number(position) - 1] ?? { start: 0, end: 0 };
    if (kind === '%') return typed.slice(start, end).join(' ');
    const reflected: string[] = [];
    for (let index = start; index < end; index += 1) {
      const word = script.reflect(words, index);
      isCertain &&= word !== null;
      reflected.push(word === null || word === words[index] ? (typed[index] ?? '') : word);
    }
    return reflected.join(' ');
  });
  if (!isCertain) return null;
  const tidy = filled
    .replace(/\s+/g, ' ')
    .replace(/\s+([?.!,;:…»”])/g, '$1')
    .trim();
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}

function nextOf(
  state: ElizaState,
  rule: ElizaRule | 'otherwise',
  choices: readonly string[],
): string {
  const used = state.uses.get(rule) ?? 0;
  state.uses.set(rule, used + 1);
  return choices[used % choices.length] ?? '';
}

function hash(word: string): number {
  let sum = 0;
  for (const character of word) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
