/**
 * Ways in which real systems are worse, or other, than the one that the stand-in plays by itself.
 * - `no-ready-to-show`: a hidden window never tells that it could be shown (electron#48859).
 * - `late-ready-to-show`: it tells only once it is shown.
 * - `no-load-event`: nor does its page ever tell that it has loaded.
 * - `wayland`: no window learns or chooses its place, stays above others, gives its focus away or gets it by itself; the
 *   pointer is nowhere.
 * - `no-focus`: the system never gives the focus to a window that asks for it.
 * - `no-notifications`: the system refuses every notification.
 * - `macos`, `windows`: the app runs as on that system, and the stand-in answers as that does.
 * - `panels-unhide-all`: on macOS a panel of a hidden app brings every window of it; otherwise it brings none.
 */
export const systemModes = [
  'no-ready-to-show',
  'late-ready-to-show',
  'no-load-event',
  'wayland',
  'no-focus',
  'no-notifications',
  'macos',
  'windows',
  'panels-unhide-all',
] as const;
export type SystemMode = (typeof systemModes)[number];

/** As `PARLEY_STAND_IN_MODES` has them. */
export function formatModes(modes: readonly SystemMode[]): string {
  return modes.join(',');
}

/** Throws on a name that is none. */
export function parseModes(text: string): ReadonlySet<SystemMode> {
  const names = text.split(',').filter((name) => name !== '');
  return new Set(
    names.map((name) => {
      const mode = systemModes.find((known) => known === name);
      if (mode === undefined) throw new Error(`The Electron stand-in knows no mode "${name}".`);
      return mode;
    }),
  );
}

const active = parseModes(process.env['PARLEY_STAND_IN_MODES'] ?? '');

/** Whether this start of the stand-in plays that. */
export function plays(mode: SystemMode): boolean {
  return active.has(mode);
}

/** What the stand-in itself runs on. */
export const hostPlatform: NodeJS.Platform = process.platform;

/** What the app is told that it runs on. */
export function playedPlatform(): NodeJS.Platform {
  if (plays('macos')) return 'darwin';
  return plays('windows') ? 'win32' : hostPlatform;
}
