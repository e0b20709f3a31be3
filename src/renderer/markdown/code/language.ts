import type { HighlightLanguage } from './grammars.ts';

/** How a language is named to people, the grammar that it is highlighted with, and what else it is called after a fence. */
const languages: readonly (readonly [
  name: string,
  grammar: HighlightLanguage,
  ...aliases: string[],
])[] = [
  ['C', 'c', 'h'],
  ['C++', 'cpp', 'c++', 'cc', 'cxx', 'hpp', 'arduino'],
  ['C#', 'csharp', 'cs', 'c#', 'dotnet'],
  ['CSS', 'css', 'scss', 'less'],
  ['Dart', 'dart'],
  ['Diff', 'diff', 'patch'],
  ['Dockerfile', 'docker', 'dockerfile'],
  ['Go', 'go', 'golang'],
  ['GraphQL', 'graphql', 'gql'],
  ['HTML', 'html', 'htm', 'xhtml', 'vue', 'svelte'],
  ['INI', 'ini', 'properties', 'conf', 'cfg', 'editorconfig'],
  ['Java', 'java'],
  ['JavaScript', 'javascript', 'js', 'mjs', 'cjs', 'node'],
  ['JSX', 'tsx', 'jsx'],
  ['JSON', 'json', 'geojson', 'ipynb'],
  ['JSON', 'jsonc', 'json5', 'jsonl'],
  ['Kotlin', 'kotlin', 'kt', 'kts'],
  ['Lua', 'lua'],
  ['Makefile', 'make', 'makefile', 'mk'],
  ['Markdown', 'markdown', 'md', 'mdx'],
  ['PHP', 'php'],
  ['PowerShell', 'powershell', 'ps1', 'pwsh', 'ps'],
  ['Python', 'python', 'py', 'python3', 'py3', 'pyi'],
  ['R', 'r'],
  ['Ruby', 'ruby', 'rb'],
  ['Rust', 'rust', 'rs'],
  ['Scala', 'scala'],
  ['Shell', 'shellscript', 'bash', 'sh', 'zsh', 'shell', 'fish', 'console', 'shell-session'],
  ['SQL', 'sql', 'mysql', 'postgresql', 'postgres', 'plsql', 'sqlite', 'tsql'],
  ['Swift', 'swift'],
  ['TOML', 'toml'],
  ['TSX', 'tsx', 'tsx'],
  ['TypeScript', 'typescript', 'ts', 'mts', 'cts'],
  ['XML', 'xml', 'svg', 'xsl', 'rss', 'plist'],
  ['YAML', 'yaml', 'yml'],
];

interface Language {
  readonly name: string;
  readonly grammar: HighlightLanguage | null;
}

const byWord: ReadonlyMap<string, Language> = new Map(
  languages.flatMap(([name, grammar, ...aliases]) =>
    [grammar, ...aliases].map((word) => [word, { name, grammar }] as const),
  ),
);

const plainWords: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'none']);

/** What the word after a fence means; `null` when it says that the text is plain. An unknown word is its own name. */
export function languageNamed(word: string): Language | null {
  const lower = word.toLowerCase();
  if (plainWords.has(lower)) return null;
  return byWord.get(lower) ?? { name: word.slice(0, 32), grammar: null };
}
