import type { Log } from './log.ts';

export interface Surroundings {
  readonly appVersion: string;
  /** By name: of Electron and of what is in it. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly architecture: string;
  /** Of the system's kind, and how it shows windows. */
  readonly session: string;
  readonly isAccelerated: boolean;
  /** The person's own folder, whose name is nobody's business. */
  readonly home: string;
}

export interface FaultReport {
  readonly text: string;
  /** How many faults are in it. */
  readonly count: number;
}

const ENTRY = /^\d{4}-\d\d-\d\dT[\d:.]+Z /gm;

/** What went wrong lately and where, for a person to give away: redacted as the log is, and without the home's path. */
export function faultReport(log: Pick<Log, 'recent'>, surroundings: Surroundings): FaultReport {
  const { appVersion, versions, platform, architecture, session, home } = surroundings;
  const programs = ['electron', 'chrome', 'node'].map((name) => `${name} ${versions[name] ?? '?'}`);
  const entries = log.recent();
  const count = entries.match(ENTRY)?.length ?? 0;
  const head = [
    `Parley ${appVersion}`,
    programs.join(', '),
    [platform, architecture, session].filter((part) => part !== '').join(', '),
    ...(surroundings.isAccelerated ? [] : ['without graphics acceleration']),
    count === 0 ? 'No faults recorded.' : `Faults recorded: ${count}`,
  ];
  const text = `${head.join('\n')}\n\n${entries}`.trimEnd();
  return { text: home === '' ? text : text.replaceAll(home, '~'), count };
}
