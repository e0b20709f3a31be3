import { OWN_ORIGINS_PATTERN, toAppAddress, toPageAddress } from './address.ts';
import type { DevtoolsSession, PausedRequest } from './devtools.ts';

type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** What `protocol` registered. Schemes come before the app is ready, handlers whenever it likes. */
export const schemes = new Set<string>();
export const schemeHandlers = new Map<string, SchemeHandler>();

export interface Interception {
  readonly enable: () => Promise<void>;
  /** The next navigation is the app's own and is not asked about. */
  readonly expectNavigation: () => void;
  readonly setColorScheme: (scheme: 'light' | 'dark' | null) => Promise<void>;
}

/** Serves the app's schemes to a page, its frames and workers, and asks before the page navigates by itself. */
export function interceptRequests(
  session: DevtoolsSession,
  page: {
    readonly mainFrameId: string;
    readonly mayNavigate: (address: string, isMainFrame: boolean) => boolean;
  },
): Interception {
  const sessions = new Set<DevtoolsSession>();
  /** Only what the page began itself is asked about: the browser tells of exactly that beforehand. */
  const requested = new Set<string>();
  let colorScheme: 'light' | 'dark' | null = null;

  const isRefused = ({ frameId, resourceType, request }: PausedRequest): boolean => {
    if (resourceType !== 'Document' || !requested.delete(frameId)) return false;
    return !page.mayNavigate(toAppAddress(request.url), frameId === page.mainFrameId);
  };

  const watch = async (target: DevtoolsSession): Promise<void> => {
    sessions.add(target);
    target.on('Page.frameRequestedNavigation', ({ frameId }) => requested.add(frameId));
    target.on('Fetch.requestPaused', (paused) => {
      answer(target, paused, isRefused(paused)).catch(() => undefined);
    });
    target.on('Target.attachedToTarget', ({ sessionId }) => {
      const child = session.child(sessionId);
      watch(child)
        .catch(() => undefined)
        .then(() => child.send('Runtime.runIfWaitingForDebugger'))
        .catch(() => undefined);
    });
    await Promise.all([
      target.send('Fetch.enable', {
        patterns: [
          { urlPattern: OWN_ORIGINS_PATTERN },
          { urlPattern: '*', resourceType: 'Document' },
        ],
      }),
      emulate(target, colorScheme),
      target.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
    ]);
  };

  return {
    enable: () => watch(session),
    expectNavigation: () => requested.delete(page.mainFrameId),
    setColorScheme: async (scheme) => {
      colorScheme = scheme;
      await Promise.all([...sessions].map((target) => emulate(target, scheme)));
    },
  };
}

/** Workers have no media to emulate and frames may be gone: neither matters. */
async function emulate(session: DevtoolsSession, scheme: 'light' | 'dark' | null): Promise<void> {
  const features = [{ name: 'prefers-color-scheme', value: scheme ?? '' }];
  await session.send('Emulation.setEmulatedMedia', { features }).catch(() => undefined);
}

async function answer(
  session: DevtoolsSession,
  paused: PausedRequest,
  refused: boolean,
): Promise<void> {
  const { requestId } = paused;
  if (refused) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const address = toAppAddress(paused.request.url);
  if (address === paused.request.url) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  if (new URL(address).pathname === '/favicon.ico') {
    // A browser asks for one by itself; Electron has no tab to put it on.
    await session.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    return;
  }
  const handler = schemeHandlers.get(address.slice(0, address.indexOf(':')));
  const response = handler === undefined ? null : await respond(handler, address, paused);
  if (response === null) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({
      name,
      value: translateHeader(name, value),
    })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

async function respond(
  handler: SchemeHandler,
  address: string,
  { request }: PausedRequest,
): Promise<Response | null> {
  const bytes = (request.postDataEntries ?? []).map((entry) =>
    Buffer.from(entry.bytes ?? '', 'base64'),
  );
  try {
    const response = await handler(
      new Request(address, {
        method: request.method,
        headers: Object.entries(request.headers).map(
          ([name, value]) => [name, toAppAddress(value)] as [string, string],
        ),
        ...(bytes.length > 0 ? { body: Buffer.concat(bytes) } : {}),
      }),
    );
    return response.type === 'error' ? null : response;
  } catch (error) {
    console.error(`The handler of ${address} failed:`, error);
    return null;
  }
}

/** An address of the app in a header means its https stand-in. */
function translateHeader(name: string, value: string): string {
  if (name === 'location') return toPageAddress(value, schemes);
  if (!name.startsWith('content-security-policy')) return value;
  return value
    .split(/(?<=[\s;])/)
    .map((source) => {
      const scheme = /^([a-z][a-z0-9+.-]*):(\s|;|$)/i.exec(source);
      if (scheme?.[1] === undefined || !schemes.has(scheme[1])) {
        return toPageAddress(source, schemes);
      }
      return `https://*.${scheme[1]}.stand-in.invalid${scheme[2] ?? ''}`;
    })
    .join('');
}
