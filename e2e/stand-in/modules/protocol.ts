import type * as Electron from 'electron';
import { complete } from './lacking.ts';
import { schemeHandlers, schemes } from '../chromium/requests.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

/** Schemes become https origins, so every one of them is standard, secure and can be fetched. */
export const protocol = complete('protocol', {
  registerSchemesAsPrivileged: (list: Electron.CustomScheme[]) => {
    for (const { scheme, privileges = {} } of list) {
      if (privileges.standard !== true || privileges.secure !== true) {
        throw new Error(
          `The Electron stand-in serves standard, secure schemes only: ${scheme} is not one.`,
        );
      }
      schemes.add(scheme);
    }
  },
  handle: (scheme: string, handler: Handler) => {
    if (schemeHandlers.has(scheme)) throw new Error(`protocol.handle: ${scheme} has a handler`);
    schemeHandlers.set(scheme, handler);
  },
  unhandle: (scheme: string) => {
    schemeHandlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string) => schemeHandlers.has(scheme),
} satisfies Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>);
