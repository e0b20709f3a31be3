/** The recent health of servers, as seen by this process. It only orders them: nothing is ever refused because of it. */
export interface EndpointHealth {
  /** `open`: it failed several times in a row and rests; `half-open`: it has rested and one call may try it. */
  readonly state: (key: string) => EndpointState;
  /**
   * The same keys: healthy ones and those to be tried again first, from a random one of them round, then what is resting,
   * soonest ready first.
   */
  readonly order: (keys: readonly string[]) => readonly string[];
  /** Records that a call begins, which uses up the single try of a half-open server. */
  readonly started: (key: string) => void;
  readonly succeeded: (key: string) => void;
  /** The connection failed or the server answered 5xx; failures caused by the request do not count. */
  readonly failed: (key: string) => void;
}

export type EndpointState = 'closed' | 'open' | 'half-open';

export interface EndpointHealthOptions {
  /** Milliseconds on a clock that never runs backwards. */
  readonly elapsed: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Failures in a row that open it. */
  readonly failuresToOpen?: number;
  /** The first rest in milliseconds; each failed try after a rest doubles it. */
  readonly restMs?: number;
  readonly longestRestMs?: number;
  /** How many servers are remembered; the least recently used one is forgotten. */
  readonly capacity?: number;
}

interface Entry {
  readonly failures: number;
  /** How often in a row it was opened. */
  readonly openings: number;
  readonly readyAt: number;
  /** Until then a try is under way. */
  readonly triedUntil: number;
}

export function createEndpointHealth(options: EndpointHealthOptions): EndpointHealth {
  const { elapsed, random } = options;
  const { failuresToOpen = 3, restMs = 30_000, longestRestMs = 600_000, capacity = 256 } = options;
  const entries = new Map<string, Entry>();

  function remember(key: string, entry: Entry): void {
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
  }

  function state(key: string): EndpointState {
    const entry = entries.get(key);
    if (entry === undefined || entry.openings === 0) return 'closed';
    return elapsed() >= Math.max(entry.readyAt, entry.triedUntil) ? 'half-open' : 'open';
  }

  function readyAt(key: string): number {
    const entry = entries.get(key);
    return entry === undefined ? 0 : Math.max(entry.readyAt, entry.triedUntil);
  }

  return {
    state,
    order: (keys) => {
      const ready = keys.filter((key) => state(key) !== 'open');
      const resting = keys.filter((key) => state(key) === 'open');
      const start = Math.floor(random() * ready.length);
      return [
        ...ready.slice(start),
        ...ready.slice(0, start),
        ...resting.toSorted((one, other) => readyAt(one) - readyAt(other)),
      ];
    },
    started: (key) => {
      const entry = entries.get(key);
      // An aborted try never reports; wait for it no longer than a rest.
      if (entry !== undefined && entry.openings > 0)
        remember(key, { ...entry, triedUntil: elapsed() + restMs });
    },
    succeeded: (key) => void entries.delete(key),
    failed: (key) => {
      const entry = entries.get(key) ?? { failures: 0, openings: 0, readyAt: 0, triedUntil: 0 };
      const failures = entry.failures + 1;
      if (entry.openings === 0 && failures < failuresToOpen) {
        remember(key, { ...entry, failures });
        return;
      }
      // The user may have tried a resting server; that does not lengthen its rest.
      const hasRested = elapsed() >= entry.readyAt;
      const openings = hasRested ? entry.openings + 1 : entry.openings;
      const rest = Math.min(longestRestMs, restMs * 2 ** (openings - 1));
      remember(key, {
        failures,
        openings,
        readyAt: elapsed() + rest,
        triedUntil: 0,
      });
    },
  };
}
