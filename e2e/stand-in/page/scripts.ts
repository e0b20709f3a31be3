import { randomBytes } from 'node:crypto';
import { playedPlatform } from '../system-modes.ts';
import { createBridgePeer } from './bridge-worlds.ts';
import { createPreloadWorld } from './preload-world.ts';
import { createWire } from './wire.ts';

export const PRELOAD_WORLD = 'Electron Isolated Context';

/** Names that a page cannot guess: what listens to them is in the page's own document. */
export interface SecretNames {
  readonly callOut: string;
  readonly receive: string;
  readonly toMain: string;
  readonly toPreload: string;
}

export function secretNames(): SecretNames {
  return {
    callOut: secretName(),
    receive: secretName(),
    toMain: secretName(),
    toPreload: secretName(),
  };
}

/** What runs in a new document before anything of the page: in the page's own world, and the preload in its own. */
export function pageScripts(
  names: SecretNames,
  preload: string | null,
): { readonly source: string; readonly worldName?: string }[] {
  const { toMain, toPreload, callOut, receive } = names;
  const environment = {
    callOut,
    receive,
    process: {
      platform: playedPlatform(),
      arch: process.arch,
      versions: process.versions,
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      env: {},
      argv: [],
    },
  };
  const world = `
    if (window === window.top) {
      const wire = (${createWire.toString()})();
      const bridge = ${bridgePeer(toMain, toPreload)};
      const modules = (${createPreloadWorld.toString()})(${JSON.stringify(environment)}, wire, bridge);
      const module = { exports: {} };
      try {
        (function (require, module, exports, process) {
          ${preload ?? ''}
        })(modules.require, module, module.exports, modules.process);
      } catch (error) {
        globalThis[${JSON.stringify(callOut)}](JSON.stringify({ kind: 'preload-error', message: String(error?.stack ?? error) }));
      }
    }`;
  return [
    { source: `if (window === window.top) { ${bridgePeer(toPreload, toMain)}; }` },
    { source: `{ ${world} }`, worldName: PRELOAD_WORLD },
  ];
}

function secretName(): string {
  return `electron-${randomBytes(12).toString('hex')}`;
}

function bridgePeer(outgoing: string, incoming: string): string {
  return `(${createBridgePeer.toString()})(${JSON.stringify(outgoing)}, ${JSON.stringify(incoming)})`;
}
