import { join } from 'node:path';
import { build } from 'vite';

/** Bundles modules as the app's main process is; resolves with the path of each. */
export async function bundled<Name extends string>(
  folder: string,
  modules: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, string>>> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, '../..'),
    logLevel: 'error',
    resolve: { alias: { '#shared': join(import.meta.dirname, '../../src/shared') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      rolldownOptions: { input: modules, output: { entryFileNames: '[name].mjs' } },
    },
  });
  const paths = Object.keys(modules).map((name) => [name, join(folder, `${name}.mjs`)] as const);
  return Object.fromEntries(paths) as Record<Name, string>;
}
