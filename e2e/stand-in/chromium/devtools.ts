import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright';

/** The protocol's own types for a command; https://chromedevtools.github.io/devtools-protocol/ */
export type Send = CDPSession['send'];

/** The fields that the stand-in reads of the events that it listens to. */
export interface DevtoolsEvents {
  'Target.attachedToTarget': {
    readonly sessionId: string;
    readonly targetInfo: {
      readonly targetId: string;
      readonly type: string;
      readonly url: string;
      readonly openerId?: string;
    };
  };
  'Target.detachedFromTarget': { readonly sessionId: string };
  'Target.targetCrashed': { readonly targetId: string; readonly status: string };
  'Fetch.requestPaused': PausedRequest;
  'Page.frameNavigated': {
    readonly frame: {
      readonly id: string;
      readonly parentId?: string;
      readonly url: string;
      /** The address that could not be loaded, when this is the browser's own page about that. */
      readonly unreachableUrl?: string;
    };
  };
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string };
  'Page.frameRequestedNavigation': { readonly frameId: string; readonly url: string };
  'Page.windowOpen': {
    readonly url: string;
    readonly windowName: string;
    readonly windowFeatures: readonly string[];
  };
  'Page.domContentEventFired': object;
  'Page.loadEventFired': object;
  'Page.javascriptDialogOpening': { readonly type: string };
  'Runtime.executionContextCreated': {
    readonly context: {
      readonly id: number;
      readonly name: string;
      readonly auxData: { readonly frameId: string; readonly isDefault: boolean };
    };
  };
  'Runtime.executionContextsCleared': object;
  'Runtime.bindingCalled': {
    readonly name: string;
    readonly payload: string;
    readonly executionContextId: number;
  };
  'Inspector.targetCrashed': object;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

/** One attached target, or the browser itself. */
export interface DevtoolsSession {
  /** The session of a target that attached below this one. */
  readonly child: (sessionId: string) => DevtoolsSession;
  /** Rejects with the protocol's own message, and when the browser is gone. */
  readonly send: Send;
  /** Listens to this session alone; returns its undo. */
  readonly on: <Name extends keyof DevtoolsEvents>(
    name: Name,
    listener: (event: DevtoolsEvents[Name]) => void,
  ) => () => void;
}

export interface Devtools {
  readonly browser: DevtoolsSession;
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Incoming {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
}

/**
 * The DevTools protocol over Chromium's pipe: JSON messages that end in a zero byte. A pipe and not a socket, because
 * Chromium closes itself when the pipe breaks: it cannot outlive the process that holds the other end.
 */
export function connectDevtools(input: Writable, output: Readable): Devtools {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(event: never) => void>>();
  let lastId = 0;
  let closed = false;

  const receive = ({ id, result, error, method, params, sessionId }: Incoming): void => {
    if (id !== undefined) {
      const call = pending.get(id);
      pending.delete(id);
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(`${call.method}: ${error.message}`));
      return;
    }
    for (const listener of listeners.get(`${sessionId ?? ''} ${method}`) ?? []) {
      listener(params as never);
    }
  };
  readMessages(output, receive);

  const end = (): void => {
    closed = true;
    for (const { method, reject } of pending.values()) {
      reject(new Error(`${method}: Chromium is gone`));
    }
    pending.clear();
  };
  output.on('close', end);
  input.on('error', end);

  const createSession = (sessionId: string): DevtoolsSession => ({
    child: createSession,
    send: (method: string, params?: object) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new Error(`${method}: Chromium is gone`));
          return;
        }
        lastId += 1;
        pending.set(lastId, { method, resolve: resolve as Pending['resolve'], reject });
        const message = { id: lastId, method, params, ...(sessionId === '' ? {} : { sessionId }) };
        input.write(`${JSON.stringify(message)}\0`);
      }),
    on: (name, listener) => {
      const key = `${sessionId} ${name}`;
      const set = listeners.get(key) ?? new Set();
      listeners.set(key, set.add(listener));
      return () => {
        set.delete(listener);
      };
    },
  });
  return { browser: createSession('') };
}

function readMessages(output: Readable, receive: (message: Incoming) => void): void {
  let chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      chunks.push(chunk.subarray(start, end));
      receive(JSON.parse(Buffer.concat(chunks).toString()) as Incoming);
      chunks = [];
      start = end + 1;
    }
    if (start < chunk.length) chunks.push(chunk.subarray(start));
  });
}
