import * as module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMadeFrom } from './set-up/freshness.mjs';
import { terminalEntry } from './set-up/terminal-entry.mjs';

/** `npm run ask`: the built entry, which starts several times as fast, where it is what the sources are. */
const root = fileURLToPath(new URL('..', import.meta.url));
module.enableCompileCache?.();
const built = isMadeFrom(terminalEntry(root));
/** @type {typeof import('../src/main/ask/ask.ts')} */
const { ask } = await import(built ? '../out/main/ask.js' : '../src/main/ask/ask.ts');
process.exit(await ask(process.argv.slice(2)));
