import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { SetUpFailure } from './failure.mjs';
import { run } from './run.mjs';

/**
 * The path of a Chromium, which is installed when this is Debian or a relative of it, run by root.
 *
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  const { PARLEY_CHROMIUM } = process.env;
  if (PARLEY_CHROMIUM !== undefined && PARLEY_CHROMIUM !== '') {
    throw new SetUpFailure(
      `Cannot use ${PARLEY_CHROMIUM}: PARLEY_CHROMIUM names it, but it is no program. Correct or unset PARLEY_CHROMIUM.`,
    );
  }
  if (!mayInstall()) throw new SetUpFailure(missing());
  console.log('Installing Chromium …');
  const quietly = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const code =
    (await run('apt-get', ['update', '-qq'], quietly)) ||
    (await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      quietly,
    ));
  const installed = findChromium();
  if (code !== 0 || installed === null) {
    throw new SetUpFailure(
      'Cannot install Chromium: apt-get failed, see above. Correct it and type: apt-get install chromium',
    );
  }
  return installed;
}

function mayInstall() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version') &&
    existsSync('/usr/bin/apt-get')
  );
}

function missing() {
  const remedy =
    process.platform === 'linux' && existsSync('/usr/bin/apt-get')
      ? 'Type: sudo apt-get install chromium'
      : 'Install Chromium or Google Chrome';
  return `Cannot find Chromium, which is needed where Electron's own program cannot be had. ${remedy} – or set PARLEY_CHROMIUM to the path of one.`;
}
