import type { NewVersion, UpdateFault, UpdateState } from '#shared/update/update.ts';
import { isNewer } from './version.ts';

/** What happens to the search for a newer version. */
export type UpdateEvent =
  | { readonly type: 'check-began' }
  /** `null`: this is the newest. */
  | { readonly type: 'check-ended'; readonly version: NewVersion | null }
  | { readonly type: 'check-failed'; readonly fault: UpdateFault }
  | { readonly type: 'download-began' }
  | { readonly type: 'download-went-on'; readonly received: number }
  | { readonly type: 'download-ended' }
  | { readonly type: 'download-failed'; readonly fault: UpdateFault }
  | { readonly type: 'download-cancelled' }
  | { readonly type: 'install-began' }
  | { readonly type: 'install-failed'; readonly fault: UpdateFault };

/** Whether something may begin now; what is under way is not begun twice. */
export function may(begin: 'check' | 'download' | 'install', state: UpdateState): boolean {
  switch (begin) {
    case 'check':
      return state.phase === 'idle' || state.phase === 'available' || state.phase === 'ready';
    case 'download':
      return state.phase === 'available' && state.version.way === 'install';
    case 'install':
      return state.phase === 'ready';
  }
}

/**
 * Pure and total: an event that does not fit the state leaves it as it is. A check that a person did not ask for
 * (`check-began` is not told then) never takes away what is shown: what was found stays found until something newer is,
 * and a package that is ready stays ready.
 */
export function nextState(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.type) {
    case 'check-began':
      return state.phase === 'idle' || (state.phase === 'available' && state.fault !== null)
        ? { phase: 'checking' }
        : state;
    case 'check-ended':
      return checked(state, event.version);
    case 'check-failed':
      if (state.phase === 'checking' || state.phase === 'idle')
        return { phase: 'idle', fault: event.fault };
      return state;
    case 'download-began':
      return may('download', state) && state.phase === 'available'
        ? { phase: 'downloading', version: state.version, received: 0 }
        : state;
    case 'download-went-on':
      return state.phase === 'downloading' ? { ...state, received: event.received } : state;
    case 'download-ended':
      return state.phase === 'downloading' ? { phase: 'ready', version: state.version } : state;
    case 'download-failed':
      return state.phase === 'downloading'
        ? { phase: 'available', version: state.version, fault: event.fault }
        : state;
    case 'download-cancelled':
      return state.phase === 'downloading'
        ? { phase: 'available', version: state.version, fault: null }
        : state;
    case 'install-began':
      return state.phase === 'ready' ? { phase: 'installing', version: state.version } : state;
    case 'install-failed':
      return state.phase === 'installing' || state.phase === 'ready'
        ? { phase: 'available', version: state.version, fault: event.fault }
        : state;
  }
}

function checked(state: UpdateState, version: NewVersion | null): UpdateState {
  switch (state.phase) {
    case 'off':
    case 'downloading':
    case 'installing':
      return state;
    case 'idle':
    case 'checking':
      return version === null
        ? { phase: 'idle', fault: null }
        : { phase: 'available', version, fault: null };
    case 'available':
      // It can be withdrawn, too.
      if (version === null) return { phase: 'idle', fault: null };
      return { phase: 'available', version, fault: null };
    case 'ready':
      return version !== null && isNewer(version.version, state.version.version)
        ? { phase: 'available', version, fault: null }
        : state;
  }
}
