import { toAppAddress } from '../chromium/address.ts';
import type { DevtoolsSession } from '../chromium/devtools.ts';
import { PRELOAD_WORLD, pageScripts, secretNames } from './scripts.ts';
import type { PageCall, PageMessage } from './preload-world.ts';
import { interceptRequests } from '../chromium/requests.ts';
import { mode } from '../state.ts';
import { openTarget } from '../chromium/targets.ts';
import type { OpenedTarget } from '../chromium/targets.ts';

/** What a page reports. Addresses are those of the app. */
export interface PageEvents {
  readonly called: (call: PageCall) => void;
  readonly navigated: (address: string, withinDocument: boolean) => void;
  /** Whether a navigation that the page itself began may go on. */
  readonly mayNavigate: (address: string, isMainFrame: boolean) => boolean;
  readonly windowOpened: (details: WindowOpening) => void;
  readonly domReady: () => void;
  readonly loaded: () => void;
  readonly crashed: () => void;
  readonly closed: () => void;
  /** The page objected to being closed. */
  readonly closeRefused: () => void;
}

export interface WindowOpening {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
}

export interface Page {
  readonly targetId: string;
  readonly session: DevtoolsSession;
  /** Rejects with the network error when there is no such page. */
  readonly navigate: (pageAddress: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Dropped when the page has no preload world yet, as Electron does. */
  readonly tell: (message: PageMessage) => void;
  /** Runs this in the page as by a person's hand; what fails is nobody's. */
  readonly run: (expression: string) => Promise<unknown>;
  readonly crash: () => void;
  readonly setColorScheme: (scheme: 'light' | 'dark' | null) => Promise<void>;
}

/** Opens a window with a page whose preload runs before anything of the page does. Its first load has begun. */
export async function openPage(options: {
  readonly pageAddress: string;
  readonly preload: string | null;
  readonly colorScheme: 'light' | 'dark' | null;
  readonly events: PageEvents;
  /** Runs while the page is still held back. */
  readonly beforeLoad: (target: OpenedTarget) => Promise<void>;
}): Promise<Page> {
  const { pageAddress, preload, events } = options;
  const target = await openTarget(pageAddress);
  const { session, targetId } = target;
  const names = secretNames();
  let worldId: number | null = null;

  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === PRELOAD_WORLD && context.auxData.frameId === targetId)
      worldId = context.id;
  });
  session.on('Runtime.executionContextsCleared', () => {
    worldId = null;
  });
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === names.callOut && executionContextId === worldId) {
      events.called(JSON.parse(payload) as PageCall);
    }
  });
  const prepared = Promise.withResolvers<void>();
  reportEvents(target, events, async () => {
    await prepared.promise;
    await session.send('Page.navigate', { url: pageAddress });
  });

  const requests = interceptRequests(session, {
    mainFrameId: targetId,
    mayNavigate: events.mayNavigate,
  });
  const prepare = [
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    session.send('Runtime.addBinding', {
      name: names.callOut,
      executionContextName: PRELOAD_WORLD,
    }),
    ...pageScripts(names, preload).map((script) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', script),
    ),
    requests.enable(),
    requests.setColorScheme(options.colorScheme),
    options.beforeLoad(target),
  ];
  await Promise.all(prepare);
  await target.resume();
  prepared.resolve();

  const page: Page = {
    targetId,
    session,
    navigate: async (address) => {
      requests.expectNavigation();
      const { errorText } = await session.send('Page.navigate', { url: address });
      if (errorText !== undefined && errorText !== 'net::ERR_ABORTED') throw new Error(errorText);
    },
    reload: async () => {
      requests.expectNavigation();
      await session.send('Page.reload');
    },
    tell: (message) => {
      if (worldId === null) return;
      const expression = `globalThis[${JSON.stringify(names.receive)}](${JSON.stringify(JSON.stringify(message))})`;
      session
        .send('Runtime.evaluate', { contextId: worldId, expression, silent: true })
        .catch(() => undefined);
    },
    run: (expression) =>
      session.send('Runtime.evaluate', { expression, userGesture: true }).catch(() => undefined),
    // The command is never answered: its page is gone.
    crash: () => void session.send('Page.crash').catch(() => undefined),
    setColorScheme: requests.setColorScheme,
  };
  return page;
}

/**
 * `loadAgain`: headed, Chromium may ask for the first address before its requests can be answered. That address resolves
 * nowhere, so the page is then Chromium's own about it; nobody hears of that one, and the page is loaded once more.
 */
function reportEvents(
  { session, targetId, closed }: OpenedTarget,
  events: PageEvents,
  loadAgain: () => Promise<void>,
): void {
  let isEarly = false;
  let mayBeEarly = mode === 'headed';
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id !== targetId) return;
    isEarly = mayBeEarly && frame.unreachableUrl !== undefined;
    mayBeEarly &&= frame.url === 'about:blank';
    if (isEarly) loadAgain().catch(() => undefined);
    else events.navigated(toAppAddress(frame.url), false);
  });
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId === targetId) events.navigated(toAppAddress(url), true);
  });
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    const features = windowFeatures.join(',');
    events.windowOpened({ url: toAppAddress(url), frameName: windowName, features });
  });
  session.on('Page.domContentEventFired', () => {
    if (!isEarly) events.domReady();
  });
  session.on('Page.loadEventFired', () => {
    if (!isEarly) events.loaded();
  });
  session.on('Inspector.targetCrashed', () => events.crashed());
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    // A page that objects to its own closing stays, silently, as in Electron.
    if (type === 'beforeunload') {
      session.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined);
      events.closeRefused();
    }
  });
  closed.then(events.closed).catch(() => undefined);
}
