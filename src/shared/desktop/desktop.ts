import type { Platform } from '#shared/command/accelerator.ts';

/**
 * What became of the global shortcut.
 * `registered`: the system took it. `requested`: a Wayland desktop was asked; only a press shows what it decided.
 * `taken`: the system refused it, since something else has these keys. `needs-desktop`: this Wayland desktop lets no
 * app take keys; its own settings can. `off`: the person wants none.
 */
export type ShortcutStatus = 'registered' | 'requested' | 'taken' | 'needs-desktop' | 'off';

/** `blocked`: the person asked Parley for it, and the system's own settings do not allow it yet. */
export type LoginStart = 'on' | 'off' | 'blocked';

/** Desktops whose own shortcut settings we can spell out. */
export const knownDesktops = ['gnome', 'kde', 'hyprland', 'sway'] as const;
export type KnownDesktop = (typeof knownDesktops)[number];

/** How Parley stands with the desktop around it: what settings cannot say, since the system has the last word. */
export interface DesktopState {
  readonly shortcut: {
    /** `''` for none. */
    readonly accelerator: string;
    readonly status: ShortcutStatus;
    /** It was pressed since it has these keys, and the press came here. */
    readonly arrived: boolean;
  };
  /** `hidden` by the settings; `unavailable`: this desktop shows no tray. */
  readonly tray: 'shown' | 'hidden' | 'unavailable';
  /** `null`: this system does not let us say. */
  readonly startsAtLogin: LoginStart | null;
  /** The system did not show the last notification that it was given. */
  readonly notificationsRefused: boolean;
  /** Shell words that open and close the quick prompt, for a desktop's own shortcut settings. */
  readonly toggleCommand: string;
  /** The desktop that is running, when it is one of those known. */
  readonly desktop: KnownDesktop | null;
}

/**
 * Free on a fresh system and in common programs. Space is where it is in every layout, and two modifiers keep it from
 * what single ones are used for: Alt+Space is the window menu of Windows, Control+Space changes the input language of
 * macOS, and Control+Alt+Space does there what it does nowhere else.
 */
export function suggestedShortcut(platform: Platform): string {
  return platform === 'darwin' ? 'Alt+Shift+Space' : 'Control+Alt+Space';
}
