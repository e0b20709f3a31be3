import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { hostPlatform, playedPlatform } from '../../system-modes.ts';

export type PathName = Parameters<Electron.App['getPath']>[0];

/** Where the system keeps things, as `app.getPath` names them. */
export function systemPath(
  name: PathName,
  app: { readonly userData: () => string; readonly root: string },
): string {
  switch (name) {
    case 'home':
      return homedir();
    case 'appData':
      return appData();
    case 'userData':
    case 'sessionData':
      return app.userData();
    case 'logs':
      return join(app.userData(), 'logs');
    case 'crashDumps':
      return join(app.userData(), 'Crashpad');
    case 'temp':
      return tmpdir();
    case 'exe':
    case 'module':
      return process.execPath;
    case 'assets':
      return app.root;
    case 'desktop':
    case 'documents':
    case 'downloads':
    case 'music':
    case 'pictures':
    case 'videos':
      return join(homedir(), `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    case 'recent':
      return join(appData(), 'Microsoft', 'Windows', 'Recent');
  }
}

/** Where programs keep their state, which a person neither sees nor copies. */
export function stateHome(): string {
  const { env } = process;
  if (hostPlatform === 'darwin') return appData();
  if (hostPlatform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  return env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
}

function appData(): string {
  const { env } = process;
  const platform = playedPlatform();
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
