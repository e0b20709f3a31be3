import { registerHooks } from 'node:module';
import { Readable } from 'node:stream';
import { findChromium } from '../../scripts/set-up/chromium.mjs';
import { mode } from './state.ts';
import { playedPlatform, plays } from './system-modes.ts';

/** `node --import ./e2e/stand-in/register.ts out/main/index.js`: the app's `electron` is the stand-in. */
const standIn = new URL('electron.ts', import.meta.url).href;
const names = new Set(['electron', 'electron/main', 'electron/common']);

registerHooks({
  resolve: (specifier, context, next) =>
    names.has(specifier)
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

// Libraries ask these to know that they run in Electron's main process.
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'versions', {
  value: { ...process.versions, electron: '45.0.0-stand-in', chrome: '156.0.0.0' },
});

const platform = playedPlatform();
if (platform !== process.platform) {
  // Found where this computer keeps it, before anything believes in the other system.
  process.env['PARLEY_CHROMIUM'] ??= findChromium() ?? '';
}
Object.defineProperty(process, 'platform', { value: platform });
if (plays('wayland')) process.env['XDG_SESSION_TYPE'] = 'wayland';
if (platform === 'win32') {
  // On Windows Electron's own is at its end from the first: lib/common/init.ts.
  const input = Readable.from([]);
  Object.defineProperty(process, 'stdin', { get: () => input });
}

// There is no tray to show, so no bus may promise one: a closed window would leave nothing to be found.
if (mode === 'headed') process.env['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:';

// Only once the hook is there; keeps the channel to a spec open.
await import('./drive/server.ts');
