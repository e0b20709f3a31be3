import type { Page } from 'playwright/test';
import type { DrivenApp } from '../driver/launch.ts';
import { mainPages, quickPromptOf } from '../driver/person.ts';

/** What the app holds at one moment, once all garbage is gone. */
export interface Held {
  /** Counts that may not grow by even one: timers, sockets and other handles of main, listeners, windows. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of main's heap and of those of the pages, in megabytes. */
  readonly megabytes: Readonly<Record<string, number>>;
}

/** Of a stand-in or an Electron whose main window and quick prompt are there. */
export async function lookAtHeld(app: DrivenApp): Promise<Held> {
  const [main] = mainPages(app);
  if (main === undefined) throw new Error('The main window is closed.');
  const inMain = await heldByMain(app);
  const window = await heldByPage(main);
  const quickPrompt = await heldByPage(await quickPromptOf(app));
  return {
    counts: {
      ...inMain.counts,
      'listeners in the page of the main window': window.listeners,
      'listeners in the page of the quick prompt': quickPrompt.listeners,
    },
    megabytes: {
      main: inMain.megabytes,
      'main window': window.megabytes,
      'quick prompt': quickPrompt.megabytes,
    },
  };
}

function heldByMain(
  app: DrivenApp,
): Promise<{ counts: Record<string, number>; megabytes: number }> {
  return app.evaluate(({ BrowserWindow, nativeTheme, powerMonitor, screen }) => {
    process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
    (process.getBuiltinModule('vm').runInNewContext('gc') as () => void)();
    const counts: Record<string, number> = {};
    for (const resource of process.getActiveResourcesInfo()) {
      // Work that ends by itself, and is there at any moment.
      if (resource === 'Immediate' || resource.endsWith('Req') || resource === 'FSReqPromise')
        continue;
      counts[resource] = (counts[resource] ?? 0) + 1;
    }
    const count = (name: string, emitter: NodeJS.EventEmitter) => {
      counts[`listeners of ${name}`] = emitter
        .eventNames()
        .reduce((sum, event) => sum + emitter.listenerCount(event), 0);
    };
    count('the process', process);
    count('the theme', nativeTheme);
    count('the power', powerMonitor);
    count('the screen', screen);
    const windows = BrowserWindow.getAllWindows();
    counts['windows'] = windows.length;
    for (const window of windows) {
      const name = window.webContents.getURL().includes('quick') ? 'quick prompt' : 'main window';
      count(`the ${name}`, window);
      count(`the contents of the ${name}`, window.webContents);
    }
    return { counts, megabytes: process.memoryUsage().heapUsed / 2 ** 20 };
  }, null);
}

async function heldByPage(page: Page): Promise<{ listeners: number; megabytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { listeners: metric('JSEventListeners'), megabytes: metric('JSHeapUsedSize') / 2 ** 20 };
}
