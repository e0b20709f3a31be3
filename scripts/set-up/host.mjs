import { ensureChromium } from './chromium-package.mjs';
import { ensureElectron } from './electron.mjs';

/**
 * What the app runs on: Electron wherever its program can be had, else the stand-in over a Chromium. `words` says which,
 * and why.
 *
 * @typedef {{ readonly electron: string | null, readonly words: string }} Host
 */

/**
 * The same for `npm start`, `npm test` and `npm run e2e`, so that what was tested is what starts. `PARLEY_HOST=stand-in`
 * asks for the stand-in where Electron is there too.
 *
 * @param {{ readonly needsDisplay: boolean }} options whether the stand-in, too, has to show its windows
 * @returns {Promise<Host>}
 */
export async function ensureHost({ needsDisplay }) {
  const wanted = process.env.PARLEY_HOST;
  if (wanted === 'stand-in') return onStandIn('PARLEY_HOST asks for it');
  const electron = await ensureElectron();
  if (electron === null) return onStandIn('Electron cannot be had here');
  if (!needsDisplay && !hasDisplay()) return onStandIn('there is no display for Electron');
  return { electron, words: `Electron: ${electron}` };
}

/** @param {string} reason */
async function onStandIn(reason) {
  return { electron: null, words: `Electron’s stand-in over ${await ensureChromium()}: ${reason}` };
}

export function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
