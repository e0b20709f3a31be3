import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopOf, hasTray, shortcutRoute } from './desktop.ts';

const noBus = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join('/', 'there', 'is', 'no', 'bus')}` };

test.each([
  ['ubuntu:GNOME', 'gnome'],
  ['KDE', 'kde'],
  ['Hyprland', 'hyprland'],
  ['sway', 'sway'],
  ['XFCE', null],
  ['', null],
])('“%s” is %s', (name, desktop) => {
  expect(desktopOf({ XDG_CURRENT_DESKTOP: name })).toBe(desktop);
});

test('X11 hands out keys by itself; Wayland without a portal hands out none', async () => {
  expect(await shortcutRoute({ XDG_SESSION_TYPE: 'x11', ...noBus })).toBe('direct');
  expect(await shortcutRoute({ XDG_SESSION_TYPE: 'wayland', ...noBus })).toBe('none');
});

test('without a bus there is no tray to rely on', async () => {
  expect(await hasTray(noBus)).toBe(false);
});
