import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '#shared/channel.ts';
import type { AppEvent } from '#shared/contract.ts';

/** Tells every live window; a window that is going away is skipped. */
export function createBroadcast(
  windows: () => readonly { readonly webContents: WebContents }[],
): (event: AppEvent) => void {
  return (event) => {
    for (const { webContents } of windows()) {
      if (!webContents.isDestroyed()) webContents.send(EVENT_CHANNEL, event);
    }
  };
}
