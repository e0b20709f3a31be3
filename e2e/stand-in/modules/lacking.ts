import { EventEmitter } from 'node:events';

/** Asked for by the language and by tools, of every object; their absence means nothing. */
const askedOfEverything = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', '$$typeof']);

/** Reading a member that the stand-in lacks throws with its name, instead of giving `undefined`. */
export function complete<Part extends object>(name: string, part: Part): Part {
  return new Proxy(part, {
    get: (target, key, receiver) => {
      if (typeof key === 'symbol' || key in target || askedOfEverything.has(key)) {
        return Reflect.get(target, key, receiver) as unknown;
      }
      throw lacks(`${name}.${key}`);
    },
  });
}

export function lacks(name: string): Error {
  return new Error(
    `The Electron stand-in lacks ${name}. Add it to e2e/stand-in, or run on Electron itself.`,
  );
}

/** Listening to an event that the stand-in never emits throws with its name. */
export class Emitter extends EventEmitter {
  // Not a private field: the object is read through a proxy.
  private readonly known: { readonly name: string; readonly events: ReadonlySet<string> };

  constructor(name: string, events: readonly string[]) {
    super();
    this.known = { name, events: new Set(events) };
    this.setMaxListeners(0);
  }

  override on(event: string, listener: (...args: never[]) => void): this {
    this.check(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string, listener: (...args: never[]) => void): this {
    this.check(event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  /** Emits with an event object first, as Electron does; says whether a listener prevented the default. */
  announce(name: string, fields: object = {}, ...args: readonly unknown[]): boolean {
    let defaultPrevented = false;
    const event = {
      ...fields,
      sender: this,
      preventDefault: () => {
        defaultPrevented = true;
      },
      get defaultPrevented() {
        return defaultPrevented;
      },
    };
    this.emit(name, event, ...args);
    return defaultPrevented;
  }

  private check(event: string): void {
    const { name, events } = this.known;
    if (!events.has(event)) throw lacks(`the event "${event}" of ${name}`);
  }
}
