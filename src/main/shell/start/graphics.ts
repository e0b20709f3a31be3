import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface GraphicsOptions {
  /** Where it is remembered that acceleration failed. */
  readonly file: string;
  /** Of Electron: a driver that failed with this one may work with the next. */
  readonly version: string;
  /** Milliseconds, from any origin. */
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

/** Whether windows are drawn by the graphics card, from one start to the next. */
export interface Graphics {
  /** It failed in an earlier start of this version, so this one has to do without. Ask before Electron is ready. */
  readonly isUnreliable: () => boolean;
  /** The process that draws ended by itself; Electron begins another. Says whether that has been too often. */
  readonly failed: () => boolean;
}

/** Chromium itself gives up, with the whole app, a little later. */
const MOST_FAILURES = 3;
const PERIOD_MS = 30_000;

export function createGraphics({ file, version, now, report }: GraphicsOptions): Graphics {
  let failures: readonly number[] = [];
  let hasGivenUp = false;

  function isUnreliable(): boolean {
    let failedWith: string;
    try {
      failedWith = readFileSync(file, 'utf8').trim();
    } catch {
      return false;
    }
    if (failedWith === version) return true;
    rmSync(file, { force: true });
    return false;
  }

  function failed(): boolean {
    const at = now();
    failures = [...failures.filter((before) => at - before < PERIOD_MS), at];
    if (hasGivenUp || failures.length < MOST_FAILURES) return false;
    hasGivenUp = true;
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${version}\n`);
    } catch (error) {
      report(error);
    }
    return true;
  }

  return { isUnreliable, failed };
}
