/**
 * Whether windows are Wayland's: then none knows or chooses its place, and the pointer's is unknown
 * (https://www.electronjs.org/docs/latest/api/base-window). The switch `--ozone-platform` goes before what the session
 * says of itself. `environment`: of this process.
 */
export function isWayland(
  environment: Readonly<Record<string, string | undefined>>,
  ozonePlatform = '',
): boolean {
  if (ozonePlatform === 'x11' || ozonePlatform === 'wayland') return ozonePlatform === 'wayland';
  const session = environment['XDG_SESSION_TYPE'];
  if (session !== undefined && session !== '') return session === 'wayland';
  return (environment['WAYLAND_DISPLAY'] ?? '') !== '';
}
