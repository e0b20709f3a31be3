import { knownDesktops } from '#shared/desktop/desktop.ts';
import type { KnownDesktop } from '#shared/desktop/desktop.ts';
import type { ShortcutRoute } from '../shortcut/global-shortcut.ts';
import { isWayland } from '../../window/wayland.ts';
import { callBus, hasBusName, sessionBusAddress } from './session-bus.ts';

/** The desktop that is running: https://specifications.freedesktop.org/mime-apps-spec/latest/ names the variable. */
export function desktopOf(environment: NodeJS.ProcessEnv): KnownDesktop | null {
  const names = (environment['XDG_CURRENT_DESKTOP'] ?? '').toLowerCase().split(':');
  return knownDesktops.find((known) => names.includes(known)) ?? null;
}

/**
 * Whether something shows tray icons. Without that name on the bus only an old X11 tray could, of which nobody tells:
 * then the answer is no, and nothing relies on an icon that may not be there.
 */
export async function hasTray(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const address = sessionBusAddress(environment);
  return (await hasBusName(address, 'org.kde.StatusNotifierWatcher')) ?? false;
}

export async function shortcutRoute(environment: NodeJS.ProcessEnv): Promise<ShortcutRoute> {
  if (!isWayland(environment)) return 'direct';
  const reply = await callBus(sessionBusAddress(environment), {
    destination: 'org.freedesktop.portal.Desktop',
    path: '/org/freedesktop/portal/desktop',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    strings: ['org.freedesktop.portal.GlobalShortcuts', 'version'],
  });
  return reply === null || reply.isError ? 'none' : 'portal';
}
