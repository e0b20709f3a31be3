/* oxlint-disable unicorn/consistent-function-scoping -- what runs inside a page is one function with everything in it */
/**
 * The two halves of `contextBridge`, run inside the page: the page's own world and the isolated world of the preload
 * share a document and no objects. They talk by `CustomEvent`s, whose detail the browser clones between worlds; what
 * cannot be cloned (functions, promises) crosses as a number that names it.
 * Self-contained on purpose: the source text is what runs.
 */
export interface BridgePeer {
  /** Puts `value` under `name` on the other world's `window`. */
  readonly expose: (name: string, value: unknown) => void;
}

export function createBridgePeer(outgoing: string, incoming: string): BridgePeer {
  type Tree =
    | { readonly kind: 'clone'; readonly value: unknown }
    | { readonly kind: 'function' | 'promise'; readonly id: number }
    | { readonly kind: 'array'; readonly items: readonly Tree[] }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Tree])[] }
    | { readonly kind: 'error'; readonly message: string };
  type Signal =
    | { readonly kind: 'expose'; readonly name: string; readonly tree: Tree }
    | {
        readonly kind: 'call';
        readonly call: number;
        readonly id: number;
        readonly args: readonly Tree[];
      }
    | {
        readonly kind: 'return' | 'settle';
        readonly call: number;
        readonly ok: boolean;
        readonly tree: Tree;
      };
  type Callable = (...args: readonly unknown[]) => unknown;

  // Taken before any script of the page runs, so that the page cannot replace them.
  const dispatch = window.dispatchEvent.bind(window);
  const NativeEvent = CustomEvent;
  const clone = structuredClone;

  const functions = new Map<number, Callable>();
  const promises = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  const returns = new Map<number, { readonly ok: boolean; readonly tree: Tree }>();
  let lastId = 0;

  const signal = (detail: Signal): void => {
    dispatch(new NativeEvent(outgoing, { detail }));
  };

  function lift(value: unknown, depth = 0): Tree {
    if (depth > 1000) throw new Error('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') {
      lastId += 1;
      functions.set(lastId, value as Callable);
      return { kind: 'function', id: lastId };
    }
    if (typeof value !== 'object' || value === null) return { kind: 'clone', value: clone(value) };
    if (value instanceof Promise) return liftPromise(value);
    if (value instanceof Error) return { kind: 'error', message: value.message };
    if (Array.isArray(value)) {
      return { kind: 'array', items: value.map((item) => lift(item, depth + 1)) };
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) {
      return { kind: 'clone', value: clone(value) };
    }
    const entries = Object.entries(value).map(
      ([name, item]) => [name, lift(item, depth + 1)] as const,
    );
    return { kind: 'object', entries };
  }

  function liftPromise(promise: Promise<unknown>): Tree {
    lastId += 1;
    const call = lastId;
    const settle = (ok: boolean, value: unknown): void => {
      try {
        signal({ kind: 'settle', call, ok, tree: lift(value) });
      } catch (error) {
        signal({ kind: 'settle', call, ok: false, tree: lift(error) });
      }
    };
    promise.then(
      (value) => settle(true, value),
      (error: unknown) => settle(false, error),
    );
    return { kind: 'promise', id: call };
  }

  function lower(tree: Tree): unknown {
    switch (tree.kind) {
      case 'clone':
        return tree.value;
      case 'error':
        return new Error(tree.message);
      case 'array':
        return tree.items.map(lower);
      case 'object':
        return Object.fromEntries(tree.entries.map(([name, item]) => [name, lower(item)]));
      case 'promise':
        return new Promise((resolve, reject) => {
          promises.set(tree.id, { resolve, reject });
        });
      case 'function':
        return (...args: readonly unknown[]) => callAcross(tree.id, args);
    }
  }

  function callAcross(id: number, args: readonly unknown[]): unknown {
    lastId += 1;
    const call = lastId;
    signal({ kind: 'call', call, id, args: args.map((argument) => lift(argument)) });
    // The other world answered while the event was being dispatched.
    const reply = returns.get(call);
    returns.delete(call);
    if (reply === undefined) throw new Error('The other side of the bridge is gone.');
    if (!reply.ok) throw lower(reply.tree);
    return lower(reply.tree);
  }

  function answer(call: number, id: number, args: readonly Tree[]): void {
    let reply: Signal;
    try {
      const value = functions.get(id)?.(...args.map(lower));
      reply = { kind: 'return', call, ok: true, tree: lift(value) };
    } catch (error) {
      reply = { kind: 'return', call, ok: false, tree: lift(error) };
    }
    signal(reply);
  }

  function freeze(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(freeze);
      Object.freeze(value);
    }
    return value;
  }

  window.addEventListener(incoming, (event) => {
    const message = (event as CustomEvent<Signal>).detail;
    switch (message.kind) {
      case 'expose':
        Object.defineProperty(window, message.name, {
          value: freeze(lower(message.tree)),
          enumerable: true,
        });
        return;
      case 'call':
        answer(message.call, message.id, message.args);
        return;
      case 'return':
        returns.set(message.call, message);
        return;
      case 'settle': {
        const { resolve, reject } = promises.get(message.call) ?? {};
        promises.delete(message.call);
        if (message.ok) resolve?.(lower(message.tree));
        else reject?.(lower(message.tree));
      }
    }
  });

  return {
    expose: (name, value) => signal({ kind: 'expose', name, tree: lift(value) }),
  };
}
