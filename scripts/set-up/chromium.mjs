import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * The path of a Chromium or Chrome of this machine, or `null`.
 * `PARLEY_CHROMIUM` goes before everything; then what is on the path; then the usual places.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | null}
 */
export function findChromium(environment = process.env, platform = process.platform) {
  const chosen = environment.PARLEY_CHROMIUM;
  if (chosen !== undefined && chosen !== '') return isExecutable(chosen) ? chosen : null;
  return candidates(environment, platform).find(isExecutable) ?? null;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 */
function candidates(environment, platform) {
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((name) => environment[name] ?? [])
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const onPath = (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const folders =
    platform === 'darwin' ? ['/Applications', join(environment.HOME ?? '', 'Applications')] : [];
  const applications = folders.flatMap((folder) => [
    join(folder, 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome'),
    join(folder, 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
    join(folder, 'Microsoft Edge.app', 'Contents', 'MacOS', 'Microsoft Edge'),
  ]);
  const usual = platform === 'linux' ? ['/opt/google/chrome/chrome', '/snap/bin/chromium'] : [];
  return [...onPath, ...applications, ...usual];
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
