import { registerHooks } from 'node:module';

/** electron-store asks for Electron by name; outside Electron it only needs to see that there is none. */
const stand = new URL('../../e2e/no-electron.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: stand, format: 'module-typescript', shortCircuit: true }
      : next(name, context),
});
