import { windows } from '../windows.ts';

/**
 * Windows ends the session: every window hears of it, and then the process is gone, whatever it still wanted to do.
 * Nothing else of the app's end happens.
 */
export function endSession(): never {
  const fields = { reasons: ['logoff'] };
  for (const window of windows.all()) window.announce('query-session-end', fields);
  for (const window of windows.all()) window.announce('session-end', fields);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('The process outlived SIGKILL.');
}
