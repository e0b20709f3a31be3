import type { NewVersion, UpdateState, UpdateView } from '#shared/update/update.ts';
import type { UpdateMemory, UpdateMemoryFile } from '../storage/updates.ts';
import type { UpdatePackage } from './feed.ts';
import type { Publication } from './publication.ts';
import { nextState } from './state.ts';
import type { UpdateEvent } from './state.ts';

/** How far the update of this copy is, and what is remembered of it. */
export interface Course {
  readonly state: () => UpdateState;
  readonly view: () => UpdateView;
  readonly tell: (event: UpdateEvent) => void;
  /** What was found, with the package that replaces this copy where there is one. */
  readonly found: (version: NewVersion | null, wanted: UpdatePackage | null) => void;
  /** The package of the version in the state. */
  readonly wanted: () => UpdatePackage | null;
  readonly memory: () => UpdateMemory;
  /** Never throws: what cannot be kept is known until the app ends. */
  readonly remember: (patch: Partial<UpdateMemory>) => void;
}

export interface CourseOptions {
  readonly publication: Publication;
  readonly version: string;
  readonly memory: UpdateMemoryFile;
  readonly onChange: (view: UpdateView) => void;
  readonly report: (error: unknown) => void;
}

export function createCourse(options: CourseOptions): Course {
  const { publication, version, memory, onChange, report } = options;
  const { feed, feedKeys, releases, faults } = publication;
  const isPublished = feed !== null && feedKeys.length > 0;
  const host = isPublished ? new URL(feed).host : null;
  let state: UpdateState = isPublished ? firstState() : { phase: 'off' };
  let wanted: UpdatePackage | null = null;

  const view = (): UpdateView => ({
    state,
    checkedAt: memory.read().checkedAt,
    host,
    pages: { releases, faults },
  });

  function tell(event: UpdateEvent): void {
    const before = state;
    state = nextState(state, event);
    if (state !== before) onChange(view());
  }

  function remember(patch: Partial<UpdateMemory>): void {
    try {
      memory.change(patch);
    } catch (error) {
      report(error);
    }
  }

  /** An update that did not take place is said once: by the version that is still here. */
  function firstState(): UpdateState {
    const { installing } = memory.read();
    if (installing !== null) remember({ installing: null });
    const isHere = installing === null || installing === version;
    return { phase: 'idle', fault: isHere ? null : 'not-installed' };
  }

  return {
    state: () => state,
    view,
    tell,
    found: (newVersion, itsPackage) => {
      tell({ type: 'check-ended', version: newVersion });
      // What is ready stays the package that was downloaded.
      const taken = state.phase === 'available' && state.version === newVersion;
      if (taken) wanted = itsPackage;
    },
    wanted: () => wanted,
    memory: memory.read,
    remember,
  };
}
