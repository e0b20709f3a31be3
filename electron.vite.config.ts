import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build } from 'vite';
import type { Plugin } from 'vite';
import { collectLicences } from './scripts/package/licences.ts';
import { beginMaking } from './scripts/set-up/freshness.mjs';
import { terminalEntry } from './scripts/set-up/terminal-entry.mjs';

const licences = collectLicences('out/licences.txt', ['node_modules/electron']);

/**
 * Main is ES modules with their dependencies inside, so a package carries no node_modules.
 * A sandboxed preload cannot be an ES module.
 */
export default defineConfig({
  main: {
    plugins: [buildTerminalEntry(), licences()],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'import-worker': 'src/main/conversation/import/worker.ts',
          'search-worker': 'src/main/conversation/search/worker.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    plugins: [licences()],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), droppableConstants(), licences()],
    // Modules, since the highlighter loads its grammars one by one.
    worker: { format: 'es', plugins: () => [licences()] },
    build: {
      minify: true,
      // A file inlined as data: would need a hole in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          index: 'src/renderer/index.html',
          'quick-prompt': 'src/renderer/quick-prompt.html',
        },
      },
    },
  },
});

/**
 * Constants of `src/shared` that a call makes (schemas) are left out where nothing reads them: a window folds and never
 * parses, and zod is a seventh of its code. Shared is pure, so leaving such a call out changes nothing else.
 */
function droppableConstants(): Plugin {
  return {
    name: 'droppable-constants',
    // After the types are stripped.
    enforce: 'post',
    transform: {
      filter: { id: /\/src\/shared\/[\w/-]+\.ts$/ },
      handler(code) {
        let marked = code;
        for (const statement of this.parse(code).body.toReversed()) {
          const declaration =
            statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
          if (declaration?.type !== 'VariableDeclaration') continue;
          for (const { init } of declaration.declarations.toReversed()) {
            if (init?.type !== 'CallExpression') continue;
            const call = marked.slice(init.start, init.end);
            marked = `${marked.slice(0, init.start)}/* @__PURE__ */ (() => ${call})()${marked.slice(init.end)}`;
          }
        }
        return { code: marked, map: null };
      },
    },
  };
}

/**
 * `ask.js` beside the app's own entry, bundled by itself: what a question in a terminal needs at once shares no module with
 * the app that would bring its schemas along.
 */
function buildTerminalEntry(): Plugin {
  return {
    name: 'terminal-entry',
    async closeBundle() {
      const done = beginMaking(terminalEntry(import.meta.dirname));
      await build({
        configFile: false,
        logLevel: 'warn',
        plugins: [droppableConstants(), licences()],
        ssr: { noExternal: true },
        build: {
          ssr: true,
          target: 'node24',
          outDir: 'out/main',
          emptyOutDir: false,
          rolldownOptions: {
            input: { ask: 'src/main/ask/ask.ts' },
            output: {
              entryFileNames: '[name].js',
              chunkFileNames: 'ask/[name]-[hash].js',
              // By itself, so that what uses none of it does not load it.
              codeSplitting: { groups: [{ name: 'zod', test: /\/node_modules\/zod\// }] },
            },
          },
        },
      });
      done();
    },
  };
}
