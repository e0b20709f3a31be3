import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/channel.ts';
import type { AppEvent, Bridge } from '#shared/contract.ts';
import type { Envelope } from '#shared/procedure.ts';

/** All that a page can reach outside itself. It grows with the contract, never here. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input).catch(notDelivered),
  subscribe: (listener) => {
    const forward = (_event: unknown, appEvent: AppEvent): void => listener(appEvent);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, forward);
    };
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);

function notDelivered(error: unknown): Envelope {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ok: false,
    failure: {
      code: 'internal',
      message: `Cannot reach the app's main process: ${reason}. Restart Parley.`,
      retryable: true,
    },
  };
}
