import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Installer } from './installer.ts';

/** The part of Electron's `autoUpdater` that is used: on macOS it is Squirrel.Mac. */
export interface Squirrel {
  readonly setFeedURL: (options: { readonly url: string }) => void;
  readonly checkForUpdates: () => void;
  readonly quitAndInstall: () => void;
  readonly on: (event: SquirrelEnd, listener: (error?: Error) => void) => unknown;
  readonly off: (event: SquirrelEnd, listener: (error?: Error) => void) => unknown;
}
type SquirrelEnd = 'update-downloaded' | 'update-not-available' | 'error';

/** Unpacking and looking at the signature takes seconds; a Squirrel that says nothing is not waited for. */
const TIMEOUT_MS = 5 * 60_000;

/**
 * macOS replaces an app by one whose signature meets the requirement of the first, and Squirrel.Mac does that. It wants
 * to download by itself, so it is given the checked package from this computer, under an address that nobody else knows.
 * What it took takes the place of the app when that ends, however it ends.
 */
export function macInstaller(
  folder: string,
  { squirrel, quit }: { readonly squirrel: Squirrel; readonly quit: () => void },
): Installer {
  const file = join(folder, 'Parley.zip');

  async function prepare(): Promise<void> {
    const secret = randomBytes(24).toString('hex');
    const server = createServer((request, response) => {
      if (request.url === `/${secret}`) {
        const address = `http://${request.headers.host}/${secret}.zip`;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ url: address }));
      } else if (request.url === `/${secret}.zip`) {
        response.writeHead(200, {
          'content-type': 'application/zip',
          'content-length': statSync(file).size,
        });
        createReadStream(file).pipe(response);
      } else {
        response.writeHead(404).end();
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      squirrel.setFeedURL({ url: `http://127.0.0.1:${port}/${secret}` });
      await taken(squirrel);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  return {
    file,
    prepare,
    install: async () => {},
    end: (restart) => {
      if (restart) squirrel.quitAndInstall();
      else quit();
    },
  };
}

/** Resolves when Squirrel has the package; rejects when it does not want it. */
async function taken(squirrel: Squirrel): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const listeners = {
    'update-downloaded': () => resolve(),
    'update-not-available': () => reject(new Error('Squirrel took no update')),
    error: (error?: Error) => reject(error ?? new Error('Squirrel failed')),
  } as const;
  const all = Object.entries(listeners) as [SquirrelEnd, (error?: Error) => void][];
  const timer = setTimeout(() => reject(new Error('Squirrel said nothing')), TIMEOUT_MS);
  for (const [event, listener] of all) squirrel.on(event, listener);
  try {
    squirrel.checkForUpdates();
    await promise;
  } finally {
    clearTimeout(timer);
    for (const [event, listener] of all) squirrel.off(event, listener);
  }
}
