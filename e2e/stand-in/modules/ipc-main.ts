import type * as Electron from 'electron';
import { complete } from './lacking.ts';
import type { PageCall, PageMessage } from '../page/preload-world.ts';
import { createWire } from '../page/wire.ts';

type Listener = (event: object, ...args: readonly unknown[]) => unknown;
type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** The page's side of a call, as its handler sees it. */
export interface Sender {
  readonly id: number;
  readonly mainFrame: object;
  readonly send: (channel: string, ...args: readonly unknown[]) => void;
}

const wire = createWire();
const handlers = new Map<string, Handler>();
const listeners = new Map<string, Set<Listener>>();

const invocations = {
  handle: (channel: string, handler: Handler) => {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, handler);
  },
  handleOnce: (channel: string, handler: Handler) => {
    invocations.handle(channel, (event, ...args: readonly unknown[]) => {
      handlers.delete(channel);
      return handler(event, ...args) as unknown;
    });
  },
  removeHandler: (channel: string) => {
    handlers.delete(channel);
  },
} satisfies Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;

const members = {
  ...invocations,
  on: (channel: string, listener: Listener) => {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    return members;
  },
  off: (channel: string, listener: Listener) => {
    listeners.get(channel)?.delete(listener);
    return members;
  },
  removeListener: (channel: string, listener: Listener) => members.off(channel, listener),
  removeAllListeners: (channel?: string) => {
    if (channel === undefined) listeners.clear();
    else listeners.delete(channel);
    return members;
  },

  /** The reply to an `invoke` of a page. Never rejects. */
  dispatchInvoke: async (
    sender: Sender,
    { id, channel, args }: Extract<PageCall, { kind: 'invoke' }>,
  ): Promise<PageMessage> => {
    try {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const event = eventOf(sender, 'frame') as Electron.IpcMainInvokeEvent;
      const value: unknown = await handler(event, ...decode(args));
      return { kind: 'reply', id, ok: true, value: wire.encode(value) };
    } catch (error) {
      // Of an error only the text crosses, as in Electron.
      const message = `Error invoking remote method '${channel}': ${String(error)}`;
      return { kind: 'reply', id, ok: false, value: wire.encode(new Error(message)) };
    }
  },

  dispatchSend: (sender: Sender, { channel, args }: Extract<PageCall, { kind: 'send' }>): void => {
    for (const listener of listeners.get(channel) ?? []) {
      listener(eventOf(sender, 'frame'), ...decode(args));
    }
  },
} satisfies Partial<Record<keyof Electron.IpcMain | `dispatch${string}`, unknown>>;

export const ipcMain = complete('ipcMain', members);

function decode(args: string): readonly unknown[] {
  return wire.decode(args) as readonly unknown[];
}

function eventOf(sender: Sender, type: 'frame'): object {
  return {
    type,
    sender,
    senderFrame: sender.mainFrame,
    frameId: 1,
    processId: sender.id,
    ports: [],
    returnValue: undefined,
    reply: (channel: string, ...args: readonly unknown[]) => sender.send(channel, ...args),
  };
}
