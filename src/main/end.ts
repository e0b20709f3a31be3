import type { Conversations } from './conversation/conversations.ts';
import type { Generations } from './generation/generations.ts';
import type { HandOver } from './ipc/hand-over.ts';
import { askAboutUnsaved } from './shell/dialogs.ts';
import type { Log } from './shell/log.ts';
import type { Preferences } from './shell/preferences.ts';
import { prepareQuit } from './shell/start/quit.ts';
import type { QuitSteps } from './shell/start/quit.ts';
import type { Unsent } from './storage/unsent/unsent.ts';
import type { Updates } from './update/updates.ts';

/** What has to come to its end before the app does. */
export interface Ending {
  readonly conversations: Pick<Conversations, 'flush'>;
  readonly unsent: Unsent;
  readonly generations: Pick<Generations, 'abortAll' | 'reopen'>;
  readonly updates: Pick<Updates, 'settle' | 'stay'>;
}

/** How long saving may take at quit before the person is asked, in milliseconds. */
const QUIT_TIMEOUT_MS = 5000;

/** Whether the app may end now: then everything is saved, and an update that waited for this is in its place. */
export async function prepareEnd(
  ending: Ending,
  preferences: Preferences,
  handOver: HandOver,
): Promise<boolean> {
  const may = await prepareQuit(quitSteps(ending, preferences, handOver));
  if (may) await ending.updates.settle();
  else ending.updates.stay();
  return may;
}

/** Everything is on disk when this returns: the process may be gone then. */
export function saveAtOnce(
  { conversations, unsent }: Pick<Ending, 'conversations' | 'unsent'>,
  log: Log,
): void {
  flushAtEnd(unsent, log);
  // Its first attempt is made before it returns; answers that are arriving are in their journals.
  conversations.flush().catch((error: unknown) => log.write('session end', error));
}

/** What a page told after the disk had been asked; there is nobody left to be told of a failure. */
export function flushAtEnd(unsent: Unsent, log: Log): void {
  try {
    unsent.flush();
  } catch (error) {
    log.write('quit', error);
  }
}

function quitSteps(
  { generations, conversations, unsent }: Ending,
  preferences: Preferences,
  handOver: HandOver,
): QuitSteps {
  return {
    handOver: handOver.ask,
    abortAll: generations.abortAll,
    reopen: generations.reopen,
    flush: async () => {
      await conversations.flush();
      unsent.flush();
    },
    ask: (reason) => askAboutUnsaved(preferences.language(), reason),
    timeoutMs: QUIT_TIMEOUT_MS,
  };
}
