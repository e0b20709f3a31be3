import { expect, test } from 'vitest';
import { isWayland } from './wayland.ts';

test('the session says what windows are', () => {
  expect(isWayland({ XDG_SESSION_TYPE: 'wayland' })).toBe(true);
  expect(isWayland({ XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
  expect(isWayland({})).toBe(false);
});

test('a session that does not say is Wayland where there is a display of that', () => {
  expect(isWayland({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(isWayland({ XDG_SESSION_TYPE: '', WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(isWayland({ XDG_SESSION_TYPE: '', WAYLAND_DISPLAY: '' })).toBe(false);
});

test('the switch of a start goes first', () => {
  expect(isWayland({ XDG_SESSION_TYPE: 'wayland' }, 'x11')).toBe(false);
  expect(isWayland({ XDG_SESSION_TYPE: 'x11' }, 'wayland')).toBe(true);
  expect(isWayland({ XDG_SESSION_TYPE: 'wayland' }, 'auto')).toBe(true);
});
