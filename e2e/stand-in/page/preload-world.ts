/* oxlint-disable unicorn/consistent-function-scoping -- what runs inside a page is one function with everything in it */
import type { BridgePeer } from './bridge-worlds.ts';
import type { Wire } from './wire.ts';

/** What a page tells the stand-in. */
export type PageCall =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: string;
    }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'preload-error'; readonly message: string }
  | { readonly kind: 'ready' | 'focus' | 'blur' }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'copied'; readonly text: string }
  | { readonly kind: 'accelerator'; readonly commandId: number }
  | { readonly kind: 'context-menu'; readonly params: ContextMenuParams };

/** What the stand-in tells a page. */
export type PageMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly ok: boolean; readonly value: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: string }
  | { readonly kind: 'accelerators'; readonly accelerators: readonly PageAccelerator[] };

export interface PageAccelerator {
  readonly commandId: number;
  /** `KeyboardEvent.key` in lower case. */
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface ContextMenuParams {
  readonly x: number;
  readonly y: number;
  readonly linkURL: string;
  readonly linkText: string;
  readonly srcURL: string;
  readonly mediaType: 'none' | 'image';
  readonly selectionText: string;
  readonly isEditable: boolean;
}

export interface PreloadEnvironment {
  readonly callOut: string;
  readonly receive: string;
  readonly process: Readonly<Record<string, unknown>>;
}

export interface PreloadModules {
  readonly require: (name: string) => unknown;
  readonly process: Readonly<Record<string, unknown>>;
}

/**
 * The isolated world of a sandboxed preload: `require('electron')` with what a sandboxed preload has of it.
 * Self-contained on purpose: the source text is what runs.
 */
export function createPreloadWorld(
  environment: PreloadEnvironment,
  wire: Wire,
  bridge: BridgePeer,
): PreloadModules {
  type Listener = (event: object, ...args: readonly unknown[]) => void;

  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const callOut = world[environment.callOut];
  const tell = (call: PageCall): void => callOut?.(JSON.stringify(call));

  const listeners = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  let accelerators: readonly PageAccelerator[] = [];
  let lastId = 0;

  /** Reading anything that is not there is an error that names it. */
  function complete<Part extends object>(name: string, part: Part): Part {
    return new Proxy(part, {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target || key === 'then') {
          return Reflect.get(target, key) as unknown;
        }
        throw new Error(`The Electron stand-in lacks ${name}.${key}`);
      },
    });
  }

  const add = (channel: string, listener: Listener, once: boolean): void => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
  };
  const remove = (channel: string, listener: Listener): void => {
    const kept = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener);
    listeners.set(channel, kept);
  };

  const ipcRenderer = complete('ipcRenderer', {
    invoke: (channel: string, ...args: readonly unknown[]) => {
      lastId += 1;
      const id = lastId;
      tell({ kind: 'invoke', id, channel, args: wire.encode(args) });
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
    },
    send: (channel: string, ...args: readonly unknown[]) =>
      tell({ kind: 'send', channel, args: wire.encode(args) }),
    on: (channel: string, listener: Listener) => {
      add(channel, listener, false);
      return ipcRenderer;
    },
    once: (channel: string, listener: Listener) => {
      add(channel, listener, true);
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener) => {
      remove(channel, listener);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => {
      remove(channel, listener);
      return ipcRenderer;
    },
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
  });

  const contextBridge = complete('contextBridge', {
    exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
  });
  const electron = complete('electron (in a preload)', { contextBridge, ipcRenderer });

  world[environment.receive] = (text) => {
    const message = JSON.parse(text) as PageMessage;
    switch (message.kind) {
      case 'reply': {
        const { resolve, reject } = waiting.get(message.id) ?? {};
        waiting.delete(message.id);
        const value = wire.decode(message.value);
        if (message.ok) resolve?.(value);
        else reject?.(value);
        return;
      }
      case 'event': {
        const args = wire.decode(message.args) as readonly unknown[];
        for (const { listener, once } of listeners.get(message.channel) ?? []) {
          if (once) remove(message.channel, listener);
          listener({ sender: ipcRenderer, ports: [] }, ...args);
        }
        return;
      }
      case 'accelerators':
        accelerators = message.accelerators;
    }
  };

  tell({ kind: 'ready' });
  watchTitle();
  window.addEventListener('focus', () => tell({ kind: 'focus' }));
  window.addEventListener('blur', () => tell({ kind: 'blur' }));
  watchKeys();
  for (const name of ['copy', 'cut'] as const) {
    window.addEventListener(name, (event) => tell({ kind: 'copied', text: copiedText(event) }));
  }
  window.addEventListener('contextmenu', (event) => {
    if (!event.defaultPrevented) tell({ kind: 'context-menu', params: describe(event) });
  });

  function watchTitle(): void {
    let told = '';
    const look = (): void => {
      if (document.title === told) return;
      told = document.title;
      tell({ kind: 'title', title: told });
    };
    document.addEventListener('DOMContentLoaded', () => {
      look();
      const changes = { childList: true, subtree: true, characterData: true };
      new MutationObserver(look).observe(document.head, changes);
    });
  }

  /** A menu's accelerator runs only when the page left the key alone: so this listener has to be the last one. */
  function watchKeys(): void {
    const choose = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const letter = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase();
      const chosen = accelerators.find(
        ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
          (key === event.key.toLowerCase() || key === letter) &&
          ctrlKey === event.ctrlKey &&
          metaKey === event.metaKey &&
          altKey === event.altKey &&
          shiftKey === event.shiftKey,
      );
      if (chosen !== undefined) tell({ kind: 'accelerator', commandId: chosen.commandId });
      if (chosen !== undefined || isBrowserKey(event)) event.preventDefault();
    };
    window.addEventListener(
      'keydown',
      () => window.addEventListener('keydown', choose, { once: true }),
      { capture: true },
    );
  }

  /** Keys that open or print something in a browser and do nothing in Electron. */
  function isBrowserKey(event: KeyboardEvent): boolean {
    if (['F1', 'F3', 'F6'].includes(event.key)) return true;
    return (event.ctrlKey || event.metaKey) && 'tnowpsdhjugf'.includes(event.key.toLowerCase());
  }

  function copiedText(event: ClipboardEvent): string {
    if (event.defaultPrevented) return event.clipboardData?.getData('text/plain') ?? '';
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    }
    return String(window.getSelection() ?? '');
  }

  function describe(event: MouseEvent): ContextMenuParams {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest('a');
    const image = target?.closest('img');
    const field = target?.closest('input, textarea, [contenteditable]');
    return {
      x: event.clientX,
      y: event.clientY,
      linkURL: link?.href ?? '',
      linkText: link?.textContent ?? '',
      srcURL: image?.src ?? '',
      mediaType: image ? 'image' : 'none',
      selectionText: String(window.getSelection() ?? ''),
      isEditable: field !== null && field !== undefined,
    };
  }

  return {
    process: environment.process,
    require: (name) => {
      if (name === 'electron' || name === 'electron/renderer') return electron;
      throw new Error(`module not found: ${name}`);
    },
  };
}
