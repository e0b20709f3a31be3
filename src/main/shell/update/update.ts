import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import electron, { app } from 'electron';
import type { AppEvent } from '#shared/contract.ts';
import type { Http } from '../../net/http.ts';
import { createUpdateMemoryFile } from '../../storage/updates.ts';
import { appImageInstaller, windowsInstaller } from '../../update/installer.ts';
import type { Installer } from '../../update/installer.ts';
import { publicationSchema, unpublished } from '../../update/publication.ts';
import type { Publication } from '../../update/publication.ts';
import { macInstaller } from '../../update/squirrel.ts';
import type { Squirrel } from '../../update/squirrel.ts';
import { findTarget } from '../../update/target.ts';
import type { Target } from '../../update/target.ts';
import { createUpdates } from '../../update/updates.ts';
import type { Updates } from '../../update/updates.ts';
import type { Log } from '../log.ts';
import { supportedPlatform } from '../system.ts';
import type { Preferences } from '../preferences.ts';

/** The first check, once the start is over, and how often it is looked whether a day has passed. In milliseconds. */
const FIRST_CHECK_MS = 60_000;
const CHECK_INTERVAL_MS = 60 * 60_000;

export interface AppUpdatesOptions {
  /** The data folder. */
  readonly directory: string;
  /** See `JsonFileOptions`. */
  readonly checkFolder?: (() => void) | undefined;
  readonly network: { readonly http: Pick<Http, 'send'> };
  readonly preferences: Pick<Preferences, 'read' | 'follow'>;
  readonly broadcast: (event: AppEvent) => void;
  readonly log: Pick<Log, 'write'>;
}

/** The updates of this copy of Parley, on this system. */
export function createAppUpdates(options: AppUpdatesOptions): Updates {
  const { directory, preferences, broadcast, log } = options;
  const target = thisTarget();
  const report = (error: unknown): void => log.write('update', error);
  const updates = createUpdates({
    publication: readPublication(report),
    version: app.getVersion(),
    target,
    installer: installerOf(target, join(directory, 'update')),
    http: options.network.http,
    memory: createUpdateMemoryFile(directory, options),
    settings: () => {
      const { updateChecks, earlyVersions } = preferences.read();
      return { check: updateChecks, early: earlyVersions };
    },
    now: Date.now,
    onChange: (view) => broadcast({ type: 'updates-changed', updates: view }),
    quit,
    report,
  });
  preferences.follow((settings, before) => {
    if (settings.updateChecks !== before.updateChecks) void updates.checkDaily();
    // What is offered is of another list now.
    else if (settings.earlyVersions !== before.earlyVersions && settings.updateChecks === true)
      void updates.check();
  });
  setTimeout(() => void updates.checkDaily(), FIRST_CHECK_MS).unref();
  setInterval(() => void updates.checkDaily(), CHECK_INTERVAL_MS).unref();
  return updates;
}

/** A source tree may be given another publisher, for a test; a package is signed together with its own. */
function readPublication(report: (error: unknown) => void): Publication {
  const other = app.isPackaged ? undefined : process.env['PARLEY_PUBLICATION'];
  try {
    const file = other ?? join(app.getAppPath(), 'resources', 'publication.json');
    const text = readFileSync(file, 'utf8');
    return publicationSchema.parse(JSON.parse(text));
  } catch (error) {
    report(error);
    return unpublished;
  }
}

function thisTarget(): Target {
  return findTarget({
    platform: process.platform,
    architecture: process.arch,
    program: process.execPath,
    environment: process.env,
    isWritable: (path) => {
      try {
        accessSync(path, constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
    exists: existsSync,
  });
}

function installerOf({ way, file }: Target, folder: string): Installer | null {
  if (way !== 'install') return null;
  const platform = supportedPlatform();
  switch (platform) {
    case 'win32':
      return windowsInstaller(folder, { quit });
    case 'darwin':
      // Declared as an overload for each event.
      return macInstaller(folder, { squirrel: electron.autoUpdater as unknown as Squirrel, quit });
    case 'linux':
      return file === null ? null : appImageInstaller(file, { quit, relaunch });
  }
}

function quit(): void {
  app.quit();
}

function relaunch(program: string): void {
  app.relaunch({ execPath: program, args: [] });
}
