import type { Http } from '../net/http.ts';
import type { Course } from './course.ts';
import { download, isPackage } from './download.ts';
import { removeLeftovers } from './installer.ts';
import type { Installer } from './installer.ts';
import { may } from './state.ts';

/** A found version on its way here and into the place of this one. */
export interface Arrival {
  readonly download: () => Promise<void>;
  readonly cancel: () => void;
  /** Ends the app, which then begins as the new version. */
  readonly restart: () => void;
  /** Everything is saved and the app will end: what is ready takes its place. Never throws. */
  readonly settle: () => Promise<void>;
  /** The app does not end after all. */
  readonly stay: () => void;
  /** Ends the app, in the way that what was installed needs. */
  readonly end: () => void;
}

export interface ArrivalOptions {
  readonly course: Course;
  /** `null` where Parley installs nothing. */
  readonly installer: Installer | null;
  readonly http: Pick<Http, 'send'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly quit: () => void;
  readonly report: (error: unknown) => void;
}

/** How often a window is told of a download, in milliseconds. */
const PROGRESS_INTERVAL_MS = 200;

export function createArrival(options: ArrivalOptions): Arrival {
  const { course, installer, http, now, report } = options;
  let downloading: AbortController | null = null;
  let wantsRestart = false;
  if (installer !== null) removeLeftovers(installer.file);

  async function fetchPackage(): Promise<void> {
    const wanted = course.wanted();
    if (installer === null || wanted === null || !may('download', course.state())) return;
    downloading = new AbortController();
    course.tell({ type: 'download-began' });
    let toldAt = 0;
    const end = await download(wanted, installer.file, {
      http,
      signal: downloading.signal,
      onProgress: (received) => {
        if (now() - toldAt < PROGRESS_INTERVAL_MS) return;
        toldAt = now();
        course.tell({ type: 'download-went-on', received });
      },
    });
    downloading = null;
    if (end.ok) return prepare(installer);
    if (end.fault === null) return course.tell({ type: 'download-cancelled' });
    report(end.cause);
    course.tell({ type: 'download-failed', fault: end.fault });
  }

  async function prepare({ prepare: look }: Installer): Promise<void> {
    try {
      await look();
      course.tell({ type: 'download-ended' });
    } catch (error) {
      report(error);
      course.tell({ type: 'download-failed', fault: 'not-installed' });
    }
  }

  async function settle(): Promise<void> {
    const wanted = course.wanted();
    const state = course.state();
    if (installer === null || wanted === null || state.phase !== 'ready') return;
    course.tell({ type: 'install-began' });
    // Told at the next start where it is still this version that starts.
    course.remember({ installing: state.version.version });
    try {
      // It has lain on a disk that others can write, and what is run next is this file.
      if (!(await isPackage(installer.file, wanted)))
        throw new Error('Cannot install the update: the package has changed.');
      await installer.install(wantsRestart);
    } catch (error) {
      report(error);
      removeLeftovers(installer.file);
      course.tell({ type: 'install-failed', fault: 'not-installed' });
    }
  }

  return {
    download: fetchPackage,
    cancel: () => downloading?.abort(),
    restart: () => {
      if (!may('install', course.state())) return;
      wantsRestart = true;
      options.quit();
    },
    settle,
    stay: () => {
      wantsRestart = false;
    },
    end: () => {
      if (installer === null) options.quit();
      else installer.end(wantsRestart);
    },
  };
}
