import type { GlobalShortcut } from 'electron';
import type { DesktopState, ShortcutStatus } from '#shared/desktop/desktop.ts';

/**
 * How keys get to an app in this session. `direct`: the system hands them out. `portal`: a Wayland desktop decides,
 * later and silently. `none`: no way.
 */
export type ShortcutRoute = 'direct' | 'portal' | 'none';

export interface GlobalShortcutOptions {
  readonly system: Pick<GlobalShortcut, 'register' | 'unregister' | 'setSuspended'>;
  readonly onPress: () => void;
  /** What `state` says is different now. */
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
}

/** The one key that works in every program. */
export interface QuickPromptShortcut {
  readonly state: () => DesktopState['shortcut'];
  /** Takes these keys in place of the last; `''` takes none. */
  readonly use: (accelerator: string, route: ShortcutRoute) => void;
  /** Lets the keys through to whoever has the focus, a minute at most. */
  readonly record: (active: boolean) => void;
  /** The next press is told and does nothing else. */
  readonly verify: (active: boolean) => void;
}

/** A page that asked for this may be gone before it takes it back, in milliseconds. */
const LONGEST_MS = 60_000;

export function createGlobalShortcut(options: GlobalShortcutOptions): QuickPromptShortcut {
  const { system, onChange } = options;
  let state: DesktopState['shortcut'] = { accelerator: '', status: 'off', arrived: false };
  let isVerifying = false;
  let verifying: NodeJS.Timeout | undefined;
  let recording: NodeJS.Timeout | undefined;

  function pressed(): void {
    if (!state.arrived) {
      state = { ...state, arrived: true };
      onChange();
    }
    if (isVerifying) verify(false);
    else options.onPress();
  }

  function use(accelerator: string, route: ShortcutRoute): void {
    record(false);
    if (isTaken(state.status)) system.unregister(state.accelerator);
    state = { accelerator, status: take(accelerator, route), arrived: false };
    onChange();
  }

  function take(accelerator: string, route: ShortcutRoute): ShortcutStatus {
    if (accelerator === '') return 'off';
    if (route === 'none') return 'needs-desktop';
    const accepted = register(accelerator);
    // The answer of a portal comes after `register` has returned: true says only that it was asked.
    if (route === 'portal') return accepted ? 'requested' : 'needs-desktop';
    return accepted ? 'registered' : 'taken';
  }

  function register(accelerator: string): boolean {
    try {
      return system.register(accelerator, pressed);
    } catch (error) {
      // Keys that this platform has no name for.
      options.report(error);
      return false;
    }
  }

  function record(active: boolean): void {
    if (!active && recording === undefined) return;
    clearTimeout(recording);
    recording = active ? setTimeout(() => record(false), LONGEST_MS) : undefined;
    recording?.unref();
    system.setSuspended(active);
  }

  function verify(active: boolean): void {
    clearTimeout(verifying);
    isVerifying = active;
    if (!active) return;
    verifying = setTimeout(() => verify(false), LONGEST_MS);
    verifying.unref();
    if (!state.arrived) return;
    state = { ...state, arrived: false };
    onChange();
  }

  return { state: () => state, use, record, verify };
}

function isTaken(status: ShortcutStatus): boolean {
  return status === 'registered' || status === 'requested';
}
