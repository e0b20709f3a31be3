import { ipcMain } from 'electron';
import { CALL_CHANNEL } from '#shared/channel.ts';
import { handleCall } from './call.ts';
import type { CallContext } from './call.ts';

/** Answers calls from windows until the returned function is called. */
export function startRouter(context: CallContext): () => void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    handleCall(context, event, name, input),
  );
  return () => {
    ipcMain.removeHandler(CALL_CHANNEL);
  };
}
