import { startChromium } from './chromium.ts';
import type { Chromium } from './chromium.ts';
import type { DevtoolsEvents, DevtoolsSession } from './devtools.ts';
import { mode } from '../state.ts';

/** A page that Chromium holds back until `resume`, so that nothing of it runs before it is set up. */
export interface OpenedTarget {
  readonly targetId: string;
  readonly session: DevtoolsSession;
  readonly browser: DevtoolsSession;
  /** Headed, the page goes on to its address; headless, it is empty and waits for a navigation. */
  readonly resume: () => Promise<void>;
  /** Resolves when the page is gone, whoever closed it. */
  readonly closed: Promise<void>;
}

let started: Promise<Chromium> | null = null;
let expected: { readonly address: string; readonly open: (target: OpenedTarget) => void } | null =
  null;
let openings: Promise<unknown> = Promise.resolve();
let lastNumber = 0;

/** Starts Chromium at the first call. Rejects when it does not start. */
export function startBrowser(): Promise<Chromium> {
  started ??= start();
  return started;
}

async function start(): Promise<Chromium> {
  const chromium = startChromium();
  const { browser } = chromium.devtools;
  browser.on('Target.attachedToTarget', (event) => adopt(chromium, event));
  await Promise.race([
    browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    }),
    chromium.exited.then((reason) => {
      throw new Error(`Cannot start the Electron stand-in: ${reason}.`);
    }),
  ]);
  return chromium;
}

function adopt(
  { devtools: { browser }, exited }: Chromium,
  { sessionId, targetInfo }: DevtoolsEvents['Target.attachedToTarget'],
): void {
  const session = browser.child(sessionId);
  const { targetId, type, url } = targetInfo;
  const resume = async (): Promise<void> => {
    await session.send('Runtime.runIfWaitingForDebugger');
  };
  if (type !== 'page') {
    resume().catch(() => undefined);
    return;
  }
  if (expected?.address !== url) {
    // A page opened by a page or by a key of the browser: an app has only the windows that it made itself.
    // Its opener's process waits with it, so it is let go, but without any of its requests.
    Promise.all([
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      resume(),
      browser.send('Target.closeTarget', { targetId }),
    ]).catch(() => undefined);
    return;
  }
  const detached = new Promise<void>((resolve) => {
    const forget = browser.on('Target.detachedFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      forget();
      resolve();
    });
  });
  const closed = Promise.race([detached, exited.then(() => undefined)]);
  expected.open({ targetId, session, browser, resume, closed });
}

/** Opens a window of its own for a page. One at a time. */
export function openTarget(address: string): Promise<OpenedTarget> {
  const opening = openings.then(() => open(address));
  openings = opening.catch(() => undefined);
  return opening;
}

async function open(address: string): Promise<OpenedTarget> {
  const { devtools, openAppWindow } = await startBrowser();
  lastNumber += 1;
  const blank = `about:blank#${lastNumber}`;
  const target = new Promise<OpenedTarget>((resolve) => {
    expected = { address: mode === 'headless' ? blank : address, open: resolve };
  });
  if (mode === 'headless') {
    await devtools.browser.send('Target.createTarget', { url: blank, newWindow: true });
  } else {
    openAppWindow(address);
  }
  const opened = await target;
  expected = null;
  return opened;
}
