import type * as Electron from 'electron';
import type { DevtoolsSession } from '../chromium/devtools.ts';
import { complete } from './lacking.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

let onRequest: RequestHandler = null;
let onCheck: CheckHandler = null;

/** Electron's names of permissions and Chromium's. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['display-capture', 'display-capture'],
  ['idle-detection', 'idle-detection'],
] as const;

export const defaultSession = complete('session.defaultSession', {
  setPermissionRequestHandler: (handler) => {
    onRequest = handler;
  },
  setPermissionCheckHandler: (handler) => {
    onCheck = handler;
  },
  // No device and no capture is ever offered here, whatever the app would answer.
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
  resolveProxy: () => Promise.resolve('DIRECT'),
} satisfies Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'resolveProxy'
>);

export const session = complete('session', { defaultSession });

/** Asks the app once for each permission and gives its answer to Chromium, before a page loads. */
export async function applyPermissions(browser: DevtoolsSession): Promise<void> {
  await Promise.all(
    permissions.map(async ([name, chromiumName]) => {
      const setting = (await isGranted(name)) ? 'granted' : 'denied';
      await browser
        .send('Browser.setPermission', { permission: { name: chromiumName }, setting })
        // Not every Chromium knows every name.
        .catch(() => undefined);
    }),
  );
}

/** Without a handler Electron grants everything. */
async function isGranted(name: (typeof permissions)[number][0]): Promise<boolean> {
  if (onCheck !== null && !onCheck(null, name, '', { isMainFrame: true })) return false;
  if (onRequest === null) return true;
  const ask = onRequest as unknown as (
    contents: null,
    permission: string,
    answer: (granted: boolean) => void,
    details: object,
  ) => void;
  return new Promise((resolve) => {
    ask(null, name, resolve, { isMainFrame: true, requestingUrl: '' });
  });
}
