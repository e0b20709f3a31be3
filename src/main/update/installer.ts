import { spawn } from 'node:child_process';
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Puts a downloaded package into the place of this version. Everything that it cannot do throws. */
export interface Installer {
  /** Where the package is downloaded to. */
  readonly file: string;
  /** The system looks at it, where that is the system's to do, before a person is told that it is ready. */
  readonly prepare: () => Promise<void>;
  /** Everything is saved and the app is about to end. A step that fails leaves the old version in its place. */
  readonly install: (restart: boolean) => Promise<void>;
  /** Ends the app, and with `restart` lets the new version, or the old one where that is still in place, begin. */
  readonly end: (restart: boolean) => void;
}

export interface EndOfApp {
  readonly quit: () => void;
  /** Starts the program once the app has ended. */
  readonly relaunch: (program: string) => void;
}

/**
 * An AppImage is one file. The new one is downloaded beside it and takes its name in one step: there is no moment
 * without a program, and the running one keeps the file that it has open.
 */
export function appImageInstaller(image: string, { quit, relaunch }: EndOfApp): Installer {
  const file = join(dirname(image), `.${basename(image)}.update`);
  return {
    file,
    prepare: async () => {},
    install: async () => {
      chmodSync(file, statSync(image).mode & 0o777);
      const handle = openSync(file, 'r');
      fsyncSync(handle);
      closeSync(handle);
      renameSync(file, image);
    },
    end: (restart) => {
      if (restart) relaunch(image);
      quit();
    },
  };
}

/**
 * The installer waits until the app has ended, keeps the old version until the new one is unpacked, and starts it if it
 * is told to. Arguments: https://www.electron.build/nsis (`--updated`: it asks nothing).
 */
export function windowsInstaller(folder: string, { quit }: Pick<EndOfApp, 'quit'>): Installer {
  const file = join(folder, 'Parley-setup.exe');
  return {
    file,
    prepare: async () => {},
    install: (restart) =>
      new Promise((resolve, reject) => {
        const args = ['--updated', '/S', ...(restart ? ['--force-run'] : [])];
        const child = spawn(file, args, { detached: true, stdio: 'ignore' });
        child.once('error', reject);
        child.once('spawn', () => {
          child.unref();
          resolve();
        });
      }),
    end: quit,
  };
}

/** What an update that did not take place left behind. Never throws. */
export function removeLeftovers(file: string): void {
  for (const name of [file, `${file}.part`]) {
    try {
      rmSync(name, { force: true });
    } catch {
      // The next download takes its place.
    }
  }
}
