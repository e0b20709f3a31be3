/** Work in the background that can be aborted, at most one at a time under each key. */
export interface Runs<Key> {
  /** `work` handles its own failures; it must end soon after its signal aborts. */
  readonly start: (key: Key, work: (signal: AbortSignal) => Promise<void>) => void;
  readonly keys: () => readonly Key[];
  readonly abort: (key: Key) => void;
  /** Aborts everything and resolves when all of it has ended. */
  readonly abortAll: () => Promise<void>;
  /** Resolves when nothing is running, at once if nothing is. Includes runs that start in the meantime. */
  readonly whenIdle: () => Promise<void>;
}

export function createRuns<Key>(): Runs<Key> {
  const runs = new Map<
    Key,
    { readonly controller: AbortController; readonly ended: Promise<void> }
  >();

  return {
    start,
    keys: () => [...runs.keys()],
    abort,
    abortAll,
    whenIdle,
  };

  function start(key: Key, work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    const ended = work(controller.signal).finally(() => runs.delete(key));
    runs.set(key, { controller, ended });
  }

  function abort(key: Key): void {
    runs.get(key)?.controller.abort();
  }

  async function abortAll(): Promise<void> {
    const ending = [...runs.values()].map(({ controller, ended }) => {
      controller.abort();
      return ended;
    });
    await Promise.allSettled(ending);
  }

  async function whenIdle(): Promise<void> {
    while (runs.size > 0) {
      await Promise.allSettled([...runs.values()].map(({ ended }) => ended));
    }
  }
}
