import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { describe, expect, it } from 'vitest';
import { CHUNK_LINES, chunkLines } from './chunks.ts';
import { loadGrammar } from './grammars.ts';
import type { HighlightLanguage } from './grammars.ts';
import { languageNamed } from './language.ts';
import { codeKinds, kindOf, theme } from './theme.ts';

describe('chunks of code', () => {
  it('are whole lines, joined are the code, and stay as they are when code is added', () => {
    for (const count of [0, 1, 31, 32, 33, 64, 200]) {
      const code = Array.from({ length: count }, (_, line) => `line ${line}\n`).join('');
      for (const text of [code, `${code}last`]) {
        const chunks = chunkLines(text);
        expect(chunks.join('')).toBe(text);
        for (const chunk of chunks.slice(0, -1)) {
          expect(chunk.split('\n')).toHaveLength(CHUNK_LINES + 1);
        }
        expect(chunkLines(`${text}\nmore`).slice(0, chunks.length - 1)).toEqual(
          chunks.slice(0, -1),
        );
      }
    }
  });
});

describe('the word after a fence', () => {
  it('names the language to people and to the highlighter', () => {
    expect(languageNamed('ts')).toEqual({ name: 'TypeScript', grammar: 'typescript' });
    expect(languageNamed('TSX')).toEqual({ name: 'TSX', grammar: 'tsx' });
    expect(languageNamed('c++')).toEqual({ name: 'C++', grammar: 'cpp' });
    expect(languageNamed('sh')?.grammar).toBe('shellscript');
    expect(languageNamed('')).toBeNull();
    expect(languageNamed('brainfuck')).toEqual({ name: 'brainfuck', grammar: null });
    expect(languageNamed('__proto__')?.grammar).toBeNull();
  });
});

describe('the kinds of code', () => {
  const samples: readonly (readonly [
    HighlightLanguage,
    string,
    readonly (readonly [string, string])[],
  ])[] = [
    [
      'typescript',
      'const a = 1; // why',
      [
        ['const', 'keyword'],
        ['1', 'number'],
        ['// why', 'comment'],
      ],
    ],
    [
      'python',
      'def f(x): return "s"',
      [
        ['def', 'keyword'],
        ['f', 'function'],
        ['"s"', 'string'],
      ],
    ],
    [
      'json',
      '{ "a": true }',
      [
        ['"a"', 'type'],
        ['true', 'number'],
      ],
    ],
    ['diff', '-old', [['old', 'deleted']]],
    [
      'rust',
      'fn main() {}',
      [
        ['fn', 'keyword'],
        ['main', 'function'],
      ],
    ],
  ];

  it('are found by each grammar', async () => {
    const highlighter = await createHighlighterCore({
      themes: [theme],
      langs: await Promise.all(samples.map(([language]) => loadGrammar(language))),
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    });
    for (const [lang, code, expected] of samples) {
      const [line = []] = highlighter.codeToTokensBase(code, { lang, theme: 'kinds' });
      for (const [text, kind] of expected) {
        const same = line.filter(({ color }) => codeKinds[kindOf(color)] === kind);
        expect(same.map(({ content }) => content).join(''), `${kind} in ${code}`).toContain(text);
      }
    }
  });
});
