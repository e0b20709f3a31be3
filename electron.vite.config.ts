import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Main and the terminal entry are ES modules with their dependencies inside, so a package carries no node_modules.
 * A sandboxed preload cannot be an ES module.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', ask: 'src/main/ask/ask.ts' },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react()],
    // Modules, since the highlighter loads its grammars one by one.
    worker: { format: 'es' },
    build: {
      minify: true,
      // A file inlined as data: would need a hole in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
