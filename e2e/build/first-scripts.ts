import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const renderer = fileURLToPath(new URL('../../out/renderer', import.meta.url));

export interface BuiltScript {
  readonly name: string;
  readonly text: string;
  /** In bytes. */
  readonly gzipped: number;
}

/** The built scripts that a page runs before it can show anything: the one that it names, and all that those import. */
export function firstScripts(page: string): readonly BuiltScript[] {
  const html = readFileSync(join(renderer, page), 'utf8');
  const waiting = [...html.matchAll(/<script[^>]+src="\.\/([^"]+)"/g)].map(([, name = '']) => name);
  const found = new Map<string, BuiltScript>();
  for (const name of waiting) {
    if (found.has(name)) continue;
    const text = readFileSync(join(renderer, name), 'utf8');
    found.set(name, { name, text, gzipped: gzipSync(text).length });
    waiting.push(...importsOf(text));
  }
  if (found.size === 0) throw new Error(`${page} runs no script.`);
  return [...found.values()];
}

/** `import a from './b.js'` and `import './b.js'`, never `import('./b.js')`, in code that was made small. */
function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(
    ([, name = '']) => `assets/${name}`,
  );
}
